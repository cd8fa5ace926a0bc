/** Figures of two hidden layers, whose end points are certified. */
@NullMarked
package org.dlmcert.app.command.ends;

import org.jspecify.annotations.NullMarked;
