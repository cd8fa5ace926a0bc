/**
 * The decision about full column rank over all activation patterns. Many files because every method
 * is a class of its own, of a screen or two; {@code MethodTable} says which of them answers what.
 */
@NullMarked
package org.dlmcert.certify;

import org.jspecify.annotations.NullMarked;
