/**
 * What a run leaves behind: its folder, JSON, CSV and TensorBoard files, and one HTML page with
 * charts and pictures that needs no network and no script. It draws what it is given; it trains,
 * loads and measures nothing.
 */
package org.vivarium.report;
