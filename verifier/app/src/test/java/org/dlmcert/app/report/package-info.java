/** Tests of this package. */
@NullMarked
package org.dlmcert.app.report;

import org.jspecify.annotations.NullMarked;
