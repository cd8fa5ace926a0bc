/** What is certified of data alone: the width of a data set, the rank of a matrix. */
@NullMarked
package org.dlmcert.certify.data;

import org.jspecify.annotations.NullMarked;
