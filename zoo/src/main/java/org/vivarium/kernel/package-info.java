/**
 * What every network and every training run is made of: programs, passes, values, parameters,
 * steps, optimizers and the training loop. It knows no layer, no architecture and no data format.
 */
package org.vivarium.kernel;
