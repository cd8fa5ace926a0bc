/** Activation patterns and the spaces they range over. */
@NullMarked
package org.dlmcert.pattern;

import org.jspecify.annotations.NullMarked;
