/** What is verified: network, data set, noise, weights. */
@NullMarked
package org.dlmcert.model;

import org.jspecify.annotations.NullMarked;
