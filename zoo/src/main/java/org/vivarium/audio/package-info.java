/**
 * Sound as arrays of samples: WAV files, resampling, spectra and back, features, mixtures at a
 * given signal-to-noise ratio, an artificial voice and noises, and suppressors of noise that learn
 * nothing. Plain Java; networks do not belong here.
 */
package org.vivarium.audio;
