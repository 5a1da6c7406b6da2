/**
 * The verbs {@code tokenizer train}, {@code encode}, {@code decode} and {@code show}. Tokenizers
 * themselves are the library's ({@code org.vivarium.text}).
 */
package org.vivarium.apps.nlp.tokenizer;
