/** Matrices, from whichever format they come. */
@NullMarked
package org.dlmcert.io.matrix;

import org.jspecify.annotations.NullMarked;
