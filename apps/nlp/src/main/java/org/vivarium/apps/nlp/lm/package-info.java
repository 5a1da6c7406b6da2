/** Language models: {@code lm train} and {@code lm generate}. */
package org.vivarium.apps.nlp.lm;
