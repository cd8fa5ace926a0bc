/** Tests of this package. */
@NullMarked
package org.dlmcert.app.option;

import org.jspecify.annotations.NullMarked;
