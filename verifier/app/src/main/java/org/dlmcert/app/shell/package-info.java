/** What shells and manual readers want to know of the program: completion scripts, man pages. */
@NullMarked
package org.dlmcert.app.shell;

import org.jspecify.annotations.NullMarked;
