/** The same results and the same bytes on a cluster as on one machine. */
@NullMarked
package org.dlmcert.spark;

import org.jspecify.annotations.NullMarked;
