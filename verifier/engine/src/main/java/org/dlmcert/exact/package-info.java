/**
 * Exact algebra: rationals, integer and rational matrices, fraction-free, modular and p-adic
 * elimination.
 */
@NullMarked
package org.dlmcert.exact;

import org.jspecify.annotations.NullMarked;
