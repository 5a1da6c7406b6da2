/**
 * The anomaly app: learns what is usual and tells what is not. Each verb is a file that parses,
 * runs and reports; what they share stands beside them.
 */
package org.vivarium.apps.anomaly;
