/**
 * Symbolic algebra for the replay: polynomials in named variables over the rationals, and matrices
 * of them, on JScience's {@code Polynomial}.
 */
@NullMarked
package org.dlmcert.paper.symbolic;

import org.jspecify.annotations.NullMarked;
