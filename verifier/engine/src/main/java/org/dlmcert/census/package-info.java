/**
 * The census of all differentiable local minima of a network with one hidden layer and one output.
 */
@NullMarked
package org.dlmcert.census;

import org.jspecify.annotations.NullMarked;
