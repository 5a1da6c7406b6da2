/** {@code analyse}: what a series is made of, before any network sees it. */
package org.vivarium.apps.timeseries.analyse;
