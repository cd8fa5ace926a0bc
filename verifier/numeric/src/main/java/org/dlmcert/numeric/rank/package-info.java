/** Ranks in floating point, and exact ranks of matrices of doubles. */
@NullMarked
package org.dlmcert.numeric.rank;

import org.jspecify.annotations.NullMarked;
