/** Texts and their classes: training, measuring and using text classifiers. */
package org.vivarium.apps.nlp.classify;
