/** The commands, one class each. */
@NullMarked
package org.dlmcert.app.command;

import org.jspecify.annotations.NullMarked;
