/** Networks that give an image back better than they got it: without noise, larger, in colour. */
package org.vivarium.apps.generative.restore;
