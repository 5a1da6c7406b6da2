package org.vivarium.text;

/** A text and its class, as a file has them. */
public record Labelled(String text, String label) {}
