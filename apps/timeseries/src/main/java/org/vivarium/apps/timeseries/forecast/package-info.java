/** {@code forecast}: tells what comes next in series, with how sure it is, beside two floors. */
package org.vivarium.apps.timeseries.forecast;
