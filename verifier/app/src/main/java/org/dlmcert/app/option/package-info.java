/** Options that commands share, and what they stand for. */
@NullMarked
package org.dlmcert.app.option;

import org.jspecify.annotations.NullMarked;
