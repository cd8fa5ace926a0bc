/** Methods that decide full column rank over all activation patterns, and their certificates. */
@NullMarked
package org.dlmcert.certify;

import org.jspecify.annotations.NullMarked;
