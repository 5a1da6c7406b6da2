/**
 * How good a model or its features are, in numbers and in words: plain Java over arrays. It knows
 * no tensor, no file and no picture.
 */
package org.vivarium.metrics;
