/** All choices of a cell for each unit of a layer. */
@NullMarked
package org.dlmcert.certify.choices;

import org.jspecify.annotations.NullMarked;
