/**
 * Sections 5 and 6 of the paper: more hidden layers, the derivatives of the loss, and the example
 * without noise.
 */
@NullMarked
package org.dlmcert.paper.statement.section5;

import org.jspecify.annotations.NullMarked;
