/** Tables of separated values: cells, header, separators, and what each column means. */
@NullMarked
package org.dlmcert.io.table;

import org.jspecify.annotations.NullMarked;
