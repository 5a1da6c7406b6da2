/**
 * Data sets and how they reach a step: readers of published formats, the embedded digits,
 * downloads, splits, augmentation and batches. Pixels stay bytes until the graph casts them. It
 * knows no network, no loss and no app.
 */
package org.vivarium.data;
