/** Training in double: optimizers, mini-batches, initialization. */
@NullMarked
package org.dlmcert.numeric.train;

import org.jspecify.annotations.NullMarked;
