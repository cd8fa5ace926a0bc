/** Claims of full column rank, and the kinds of mathematical questions behind them. */
@NullMarked
package org.dlmcert.certify.claim;

import org.jspecify.annotations.NullMarked;
