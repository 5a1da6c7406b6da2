/** Segmentation: which pixel of an image is what, learned from images with masks. */
package org.vivarium.apps.generative.segment;
