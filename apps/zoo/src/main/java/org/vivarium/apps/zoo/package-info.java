/** {@code vivarium zoo}: looks into the zoo, and brings weights and models in and out of it. */
package org.vivarium.apps.zoo;
