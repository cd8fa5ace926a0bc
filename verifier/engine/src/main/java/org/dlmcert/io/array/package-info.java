/** Arrays of NumPy (NPY, NPZ) and of image collections (IDX). */
@NullMarked
package org.dlmcert.io.array;

import org.jspecify.annotations.NullMarked;
