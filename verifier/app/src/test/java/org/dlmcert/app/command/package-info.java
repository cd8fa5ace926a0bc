/** Tests of this package. */
@NullMarked
package org.dlmcert.app.command;

import org.jspecify.annotations.NullMarked;
