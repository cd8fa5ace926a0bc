/**
 * The cells of a central arrangement of hyperplanes: the sign vectors of one unit on the inputs.
 */
@NullMarked
package org.dlmcert.cells;

import org.jspecify.annotations.NullMarked;
