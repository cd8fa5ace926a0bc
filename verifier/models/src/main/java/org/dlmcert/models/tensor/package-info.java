/** Exact tensors: integers over one common denominator, and their products. */
@NullMarked
package org.dlmcert.models.tensor;

import org.jspecify.annotations.NullMarked;
