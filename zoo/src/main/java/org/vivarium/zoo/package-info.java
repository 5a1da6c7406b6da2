/**
 * The architectures, one file each, and {@link org.vivarium.zoo.Zoo}, the table of them. Nothing
 * here knows a data set, a training run or an app.
 */
package org.vivarium.zoo;
