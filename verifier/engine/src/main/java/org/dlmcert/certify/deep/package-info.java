/** Methods for the patterns or the noise of several layers. */
@NullMarked
package org.dlmcert.certify.deep;

import org.jspecify.annotations.NullMarked;
