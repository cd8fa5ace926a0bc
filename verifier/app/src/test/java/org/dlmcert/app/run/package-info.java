/** Tests of this package. */
@NullMarked
package org.dlmcert.app.run;

import org.jspecify.annotations.NullMarked;
