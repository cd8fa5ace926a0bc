/** What certificates of each kind show, read from the bytes that the checker has accepted. */
@NullMarked
package org.dlmcert.app.evidence;

import org.jspecify.annotations.NullMarked;
