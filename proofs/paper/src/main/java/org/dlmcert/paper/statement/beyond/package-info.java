/** What goes beyond the paper, in the same form. */
@NullMarked
package org.dlmcert.paper.statement.beyond;

import org.jspecify.annotations.NullMarked;
