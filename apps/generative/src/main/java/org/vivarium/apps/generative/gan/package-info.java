/** Generative adversarial networks: training them, and drawing with a trained generator. */
package org.vivarium.apps.generative.gan;
