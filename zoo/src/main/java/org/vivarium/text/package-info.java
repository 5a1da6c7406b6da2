/**
 * Texts and their tokens: corpora read from files or made by a grammar, tokenizers trained here and
 * saved as a {@code tokenizer.json} of Hugging Face. No network is known here.
 */
package org.vivarium.text;
