/** Instances: network, data, noise and weights, from JSON and NPZ. */
@NullMarked
package org.dlmcert.io.instance;

import org.jspecify.annotations.NullMarked;
