/**
 * Trained networks as SavedModels that DJL and DJL Serving load, and DJL predictors on them. What a
 * model means to its user (classes, sizes) is handed in; architectures are not known here.
 */
package org.vivarium.serving;
