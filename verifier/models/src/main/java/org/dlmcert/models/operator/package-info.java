/** The operators of ONNX that map rational numbers to rational numbers. */
@NullMarked
package org.dlmcert.models.operator;

import org.jspecify.annotations.NullMarked;
