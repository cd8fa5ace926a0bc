/** The exact forward pass and the gradient (Khatri-Rao) matrices. */
@NullMarked
package org.dlmcert.gradient;

import org.jspecify.annotations.NullMarked;
