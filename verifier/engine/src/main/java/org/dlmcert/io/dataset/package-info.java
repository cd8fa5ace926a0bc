/** Data sets, from whichever format they come. */
@NullMarked
package org.dlmcert.io.dataset;

import org.jspecify.annotations.NullMarked;
