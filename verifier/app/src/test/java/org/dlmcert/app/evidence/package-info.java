/** Tests of this package. */
@NullMarked
package org.dlmcert.app.evidence;

import org.jspecify.annotations.NullMarked;
