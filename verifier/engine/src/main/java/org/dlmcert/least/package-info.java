/**
 * The exact least loss of a network with one hidden layer and one output: branch and bound over
 * signs, with a proof that no weights have less; and the least loss over all widths.
 *
 * <p>More files than 25: a node of the tree goes through relaxation, exact bound, improvement and
 * split, each a class, and what they hand to each other are small records.
 */
@NullMarked
package org.dlmcert.least;

import org.jspecify.annotations.NullMarked;
