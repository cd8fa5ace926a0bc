/** Slopes near one: a left inverse that is good for all patterns at once. */
@NullMarked
package org.dlmcert.certify.archimedean;

import org.jspecify.annotations.NullMarked;
