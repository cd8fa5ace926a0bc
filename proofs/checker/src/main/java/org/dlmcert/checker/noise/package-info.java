/** Full column rank for all noises near a given one. */
package org.dlmcert.checker.noise;
