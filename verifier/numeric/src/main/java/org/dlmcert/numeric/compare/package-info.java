/** Double against exact: errors in ulps and against a-priori bounds, signs, ranks, inertia. */
@NullMarked
package org.dlmcert.numeric.compare;

import org.jspecify.annotations.NullMarked;
