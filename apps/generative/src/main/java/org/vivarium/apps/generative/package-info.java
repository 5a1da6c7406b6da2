/**
 * The generative app: trains networks that give images, and draws with them. Each verb is a file
 * that parses, runs and reports; what they share stands beside them.
 */
package org.vivarium.apps.generative;
