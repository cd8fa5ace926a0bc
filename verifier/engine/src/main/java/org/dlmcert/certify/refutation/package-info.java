/** Evidence that some activation pattern does not give full column rank. */
@NullMarked
package org.dlmcert.certify.refutation;

import org.jspecify.annotations.NullMarked;
