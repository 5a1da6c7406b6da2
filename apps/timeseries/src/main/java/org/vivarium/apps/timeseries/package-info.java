/** The time series app: what its verbs share. */
package org.vivarium.apps.timeseries;
