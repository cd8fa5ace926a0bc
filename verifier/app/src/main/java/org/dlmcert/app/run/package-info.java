/** One run of a command: options, files, time-outs, messages and exit codes. */
@NullMarked
package org.dlmcert.app.run;

import org.jspecify.annotations.NullMarked;
