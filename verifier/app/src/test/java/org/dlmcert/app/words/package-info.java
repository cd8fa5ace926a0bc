/** Tests of what is printed of a result. */
@NullMarked
package org.dlmcert.app.words;

import org.jspecify.annotations.NullMarked;
