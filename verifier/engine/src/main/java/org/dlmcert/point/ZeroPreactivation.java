package org.dlmcert.point;

/**
 * A hidden unit whose preactivation is zero on a sample, although the input of its layer is not
 * void there.
 *
 * @param layer from 1 to L - 1
 * @param unit from 0
 * @param sample from 0
 */
public record ZeroPreactivation(int layer, int unit, int sample) {}
