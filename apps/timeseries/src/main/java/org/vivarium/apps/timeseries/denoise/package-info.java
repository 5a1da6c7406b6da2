/** Denoising: taking noise off speech, learned from mixtures made on the fly. */
package org.vivarium.apps.timeseries.denoise;
