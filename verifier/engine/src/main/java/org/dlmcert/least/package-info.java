/**
 * The exact least loss of a network with one hidden layer and one output: branch and bound over
 * signs, with a proof that no weights have less; and the least loss over all widths.
 */
@NullMarked
package org.dlmcert.least;

import org.jspecify.annotations.NullMarked;
