/**
 * The vision app: trains image classifiers of the zoo, measures them, looks at data, and predicts.
 * Each verb is a file that parses, runs and reports; what they share stands beside them.
 */
package org.vivarium.apps.vision;
