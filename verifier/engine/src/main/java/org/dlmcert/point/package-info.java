/**
 * One point, that is given weights: what is exactly true of the loss there (theory: soundness.md,
 * 20 to 23).
 */
@NullMarked
package org.dlmcert.point;

import org.jspecify.annotations.NullMarked;
