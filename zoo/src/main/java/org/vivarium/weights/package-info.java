/**
 * Files of weights, and nothing about what the weights are for: which parameter they fit is the
 * kernel's affair.
 */
package org.vivarium.weights;
