/** Between exact numbers and doubles: exact values of doubles, correct rounding, ulps. */
@NullMarked
package org.dlmcert.numeric;

import org.jspecify.annotations.NullMarked;
