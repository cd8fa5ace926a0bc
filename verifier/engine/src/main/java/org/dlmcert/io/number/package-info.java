/** Numbers as files spell them, read exactly or as nearest doubles. */
@NullMarked
package org.dlmcert.io.number;

import org.jspecify.annotations.NullMarked;
