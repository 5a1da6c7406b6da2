/** Variational autoencoders: training, and what can be done with a trained one. */
package org.vivarium.apps.generative.vae;
