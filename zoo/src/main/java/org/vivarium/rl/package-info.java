/**
 * Worlds to act in and what agents remember of them: environments with the dynamics of Gymnasium's,
 * several side by side, memories of transitions, tables of values. Plain Java; it knows no network,
 * and the algorithms that learn from it are the app's.
 */
package org.vivarium.rl;
