/** From a descent in double to an exact minimum: Figure 6.2 and what follows it. */
@NullMarked
package org.dlmcert.numeric.descent;

import org.jspecify.annotations.NullMarked;
