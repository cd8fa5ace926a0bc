/** Tests of what is read from files, by the engine and by the checker. */
@NullMarked
package org.dlmcert.app.data;

import org.jspecify.annotations.NullMarked;
