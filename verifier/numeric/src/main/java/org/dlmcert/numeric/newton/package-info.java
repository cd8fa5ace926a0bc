/** Newton's method in double precision: guesses of points that exact arithmetic then encloses. */
@NullMarked
package org.dlmcert.numeric.newton;

import org.jspecify.annotations.NullMarked;
