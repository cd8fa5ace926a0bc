/** Accepted certificates as files for Coq, a theorem each, for {@code explain --coq}. */
@NullMarked
package org.dlmcert.app.coq;

import org.jspecify.annotations.NullMarked;
