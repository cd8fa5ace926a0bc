/** The census of all local minima, those at kinks of units among them. */
@NullMarked
package org.dlmcert.census.faces;

import org.jspecify.annotations.NullMarked;
