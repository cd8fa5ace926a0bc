/** The facts and the witness of appendices A and B. */
@NullMarked
package org.dlmcert.paper.statement.appendix;

import org.jspecify.annotations.NullMarked;
