/**
 * All pictures but the one of pixels: one style, which colour-blind readers can read, and PNG and
 * small SVG of any charts side by side.
 */
@NullMarked
package org.dlmcert.numeric.picture;

import org.jspecify.annotations.NullMarked;
