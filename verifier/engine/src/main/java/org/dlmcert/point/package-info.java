/**
 * One point, that is given weights: what is exactly true of the loss there (theory: soundness.md,
 * 20 to 23).
 *
 * <p>More files than 25: a verdict about one point is one chain of questions (gradient, kinks,
 * descent, saddle, better points elsewhere), and most files are the small records that its links
 * hand to each other.
 */
@NullMarked
package org.dlmcert.point;

import org.jspecify.annotations.NullMarked;
