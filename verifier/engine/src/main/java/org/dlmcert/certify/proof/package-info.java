/** Evidence that every activation pattern gives full column rank. */
@NullMarked
package org.dlmcert.certify.proof;

import org.jspecify.annotations.NullMarked;
