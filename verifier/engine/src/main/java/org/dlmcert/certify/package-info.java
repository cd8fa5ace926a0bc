/**
 * The decision about full column rank over all activation patterns: {@code MethodTable} says which
 * methods answer which kind of question.
 */
@NullMarked
package org.dlmcert.certify;

import org.jspecify.annotations.NullMarked;
