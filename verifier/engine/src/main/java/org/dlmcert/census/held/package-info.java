/** Minima of one hidden layer below several outputs with held weights. */
@NullMarked
package org.dlmcert.census.held;

import org.jspecify.annotations.NullMarked;
