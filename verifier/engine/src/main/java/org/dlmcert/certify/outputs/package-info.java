/** Methods for one layer below several outputs. */
@NullMarked
package org.dlmcert.certify.outputs;

import org.jspecify.annotations.NullMarked;
