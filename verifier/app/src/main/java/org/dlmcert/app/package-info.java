/** The command line: options, reports, output files, time-outs and exit codes. */
@NullMarked
package org.dlmcert.app;

import org.jspecify.annotations.NullMarked;
