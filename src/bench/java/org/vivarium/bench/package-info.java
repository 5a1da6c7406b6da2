/**
 * Benchmarks: how long training steps and predictions take, and the same work in DJL on PyTorch.
 * Each main measures in a process of its own and prints lines of JSON, as the scripts in {@code
 * python} do for PyTorch and Keras; {@link org.vivarium.bench.Table} makes a page of them.
 */
package org.vivarium.bench;
