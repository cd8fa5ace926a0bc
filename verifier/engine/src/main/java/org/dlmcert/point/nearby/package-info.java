/**
 * Points near given weights, in general irrational: Krawczyk's test in integer interval arithmetic
 * (proofs/soundness.md, sections 36 to 38).
 */
@NullMarked
package org.dlmcert.point.nearby;

import org.jspecify.annotations.NullMarked;
