/** Small programs that use the library, each shown in the README. */
@NullMarked
package org.dlmcert.examples;

import org.jspecify.annotations.NullMarked;
