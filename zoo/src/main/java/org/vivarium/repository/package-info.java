/**
 * Trained models by name: those in our jar and those of the person's own folder, in the layout of
 * DJL's repositories and as a model zoo that DJL finds by itself. What a model computes is not
 * known here.
 */
package org.vivarium.repository;
