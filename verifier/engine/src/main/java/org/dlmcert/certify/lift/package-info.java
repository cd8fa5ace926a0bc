/** Noise that is p-adically dominated by a partition of the samples. */
@NullMarked
package org.dlmcert.certify.lift;

import org.jspecify.annotations.NullMarked;
