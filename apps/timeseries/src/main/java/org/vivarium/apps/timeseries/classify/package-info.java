/** Classification: which word a recording is, from its features step by step. */
package org.vivarium.apps.timeseries.classify;
