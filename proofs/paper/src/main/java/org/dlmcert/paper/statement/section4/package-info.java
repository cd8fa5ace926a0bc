/** Section 4 of the paper: one hidden layer. */
@NullMarked
package org.dlmcert.paper.statement.section4;

import org.jspecify.annotations.NullMarked;
