/** What the engine emits, the checker accepts; what is corrupted, it rejects. */
@NullMarked
package org.dlmcert.app.certificate;

import org.jspecify.annotations.NullMarked;
