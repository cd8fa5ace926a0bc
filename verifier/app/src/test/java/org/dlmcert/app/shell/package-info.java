@NullMarked
package org.dlmcert.app.shell;

import org.jspecify.annotations.NullMarked;
