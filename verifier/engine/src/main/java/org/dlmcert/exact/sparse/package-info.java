/** Rank of matrices that are stored without their zeros. */
@NullMarked
package org.dlmcert.exact.sparse;

import org.jspecify.annotations.NullMarked;
