/** Networks in double: forward pass, losses, gradients, Hessian. */
@NullMarked
package org.dlmcert.numeric.network;

import org.jspecify.annotations.NullMarked;
