package org.vivarium.text;

import java.util.Optional;

/**
 * A set of labelled texts in parts.
 *
 * @param validation the part that its makers set aside for choosing, where they did
 * @param source where it comes from, in a line
 */
public record TextSet(
    LabelledTexts train, Optional<LabelledTexts> validation, LabelledTexts test, String source) {}
