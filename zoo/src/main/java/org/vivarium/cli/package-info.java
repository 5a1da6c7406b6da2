/**
 * What the mains of the apps share: verbs and options, exit codes, progress on the terminal.
 * Results go to standard output, everything else to standard error. It knows no model and no data.
 */
package org.vivarium.cli;
