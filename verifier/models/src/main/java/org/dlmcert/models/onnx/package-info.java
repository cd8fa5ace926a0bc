/** Reads ONNX models and tensors. */
@NullMarked
package org.dlmcert.models.onnx;

import org.jspecify.annotations.NullMarked;
