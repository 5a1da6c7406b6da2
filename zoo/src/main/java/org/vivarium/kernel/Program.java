package org.vivarium.kernel;

/** A graph with its inputs, parameters and steps, and the session that runs them. */
public final class Program {}
