/**
 * Translation: pairs of sentences, translators in training, greedy and beam search, and what a run
 * tells of its translations.
 */
package org.vivarium.apps.nlp.translate;
