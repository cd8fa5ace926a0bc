/** Every pattern by itself, modulo a prime, where they are few. */
@NullMarked
package org.dlmcert.certify.each;

import org.jspecify.annotations.NullMarked;
