/** Claims, evidence and results in words and small tables. */
@NullMarked
package org.dlmcert.app.words;

import org.jspecify.annotations.NullMarked;
