/**
 * Series of numbers over time, from the file to the forecast that needs no network: readers,
 * windows, calendar features, floors, decomposition, autocorrelation and unit-root tests. Plain
 * Java; it knows no tensor, no network and no app.
 */
package org.vivarium.series;
