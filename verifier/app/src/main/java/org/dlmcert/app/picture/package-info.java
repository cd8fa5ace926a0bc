/** Figures and their files. */
@NullMarked
package org.dlmcert.app.picture;

import org.jspecify.annotations.NullMarked;
