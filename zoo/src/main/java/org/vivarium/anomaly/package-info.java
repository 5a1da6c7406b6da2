/**
 * What tells the unusual from the usual: detectors that are fitted to rows of numbers and score
 * others. Plain Java over arrays; it knows no tensor, no file and no picture.
 */
package org.vivarium.anomaly;
