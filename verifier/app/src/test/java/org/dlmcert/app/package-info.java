/** Tests of the command line. */
@NullMarked
package org.dlmcert.app;

import org.jspecify.annotations.NullMarked;
