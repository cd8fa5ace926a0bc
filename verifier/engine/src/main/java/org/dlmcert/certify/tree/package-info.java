/** Full column rank for every activation pattern, by a tree over the samples. */
@NullMarked
package org.dlmcert.certify.tree;

import org.jspecify.annotations.NullMarked;
