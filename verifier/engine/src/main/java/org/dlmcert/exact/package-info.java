/**
 * Exact algebra: rationals, integer and rational matrices, fraction-free, modular and p-adic
 * elimination.
 *
 * <p>More files than 25: ranks, kernels, solutions and minors rest on one elimination, whose kernels
 * (sliced, packed, blocked) hand residues to each other that nobody else is to see.
 */
@NullMarked
package org.dlmcert.exact;

import org.jspecify.annotations.NullMarked;
