/** Test vectors for numeric code written elsewhere. */
@NullMarked
package org.dlmcert.numeric.vectors;

import org.jspecify.annotations.NullMarked;
