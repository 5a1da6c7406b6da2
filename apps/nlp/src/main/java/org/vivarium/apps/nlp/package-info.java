/**
 * The NLP app: the mains of a domain. What they share lies here, each family of verbs in a package
 * of its own; tokenizers and corpora are the library's ({@code org.vivarium.text}).
 */
package org.vivarium.apps.nlp;
