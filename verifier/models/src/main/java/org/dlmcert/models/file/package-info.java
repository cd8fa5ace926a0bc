/** Reads models of any format: ONNX, safetensors, and NPZ archives of a state dict. */
@NullMarked
package org.dlmcert.models.file;

import org.jspecify.annotations.NullMarked;
