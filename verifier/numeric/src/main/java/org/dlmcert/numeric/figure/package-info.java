/** The experiments behind Figures 6.1 and 6.2 of Soudry and Carmon 2016, and their drawings. */
@NullMarked
package org.dlmcert.numeric.figure;

import org.jspecify.annotations.NullMarked;
