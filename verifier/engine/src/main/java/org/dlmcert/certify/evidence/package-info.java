/** The evidence for and against full column rank, one class for each kind of certificate. */
@NullMarked
package org.dlmcert.certify.evidence;

import org.jspecify.annotations.NullMarked;
