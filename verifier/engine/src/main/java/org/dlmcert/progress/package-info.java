/** How long computations tell how far they are. */
@NullMarked
package org.dlmcert.progress;

import org.jspecify.annotations.NullMarked;
