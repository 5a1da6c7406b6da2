/**
 * Files of weights: the formats that the world publishes them in, and how the names and axes in a
 * file fit the parameters of a network. Which networks there are is not known here.
 */
package org.vivarium.weights;
