/**
 * One hidden unit at zero preactivations: what a sum over the samples changes by, to first order,
 * when the unit's weights move, and whether that is negative in some direction (proofs/soundness.md
 * section 21).
 */
@NullMarked
package org.dlmcert.kink;

import org.jspecify.annotations.NullMarked;
