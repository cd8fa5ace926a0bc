/** Slopes that are 1 modulo a prime power: all patterns are one matrix there. */
@NullMarked
package org.dlmcert.certify.collapse;

import org.jspecify.annotations.NullMarked;
