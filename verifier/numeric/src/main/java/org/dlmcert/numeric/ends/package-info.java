/** End points of trained networks of two hidden layers, and what is proved beside them. */
@NullMarked
package org.dlmcert.numeric.ends;

import org.jspecify.annotations.NullMarked;
