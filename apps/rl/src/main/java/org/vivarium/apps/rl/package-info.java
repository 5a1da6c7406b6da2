/**
 * Reinforcement learning from the command line: one file per algorithm with its loop in sight, over
 * the environments and memories of {@code org.vivarium.rl}.
 */
package org.vivarium.apps.rl;
