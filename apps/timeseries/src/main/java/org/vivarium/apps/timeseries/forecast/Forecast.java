package org.vivarium.apps.timeseries.forecast;

/**
 * What is told of the steps after an origin, scaled.
 *
 * @param point {@code [horizon columns]}
 * @param quantiles {@code [horizon columns levels]}, rising
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Forecast(float[] point, float[] quantiles) {}
