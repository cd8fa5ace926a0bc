/** Readers and writers of instances, data sets, matrices and certificates. */
@NullMarked
package org.dlmcert.io;

import org.jspecify.annotations.NullMarked;
