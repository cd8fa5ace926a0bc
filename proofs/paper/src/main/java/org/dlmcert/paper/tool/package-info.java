/** What the statements look with: random instances, cells, patterns, differences, small algebra. */
@NullMarked
package org.dlmcert.paper.tool;

import org.jspecify.annotations.NullMarked;
