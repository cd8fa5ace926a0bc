package org.dlmcert.point;

import org.dlmcert.kink.KinkEvidence;

/**
 * Why the loss decreases to first order in no direction of the weights of one unit with kinks.
 *
 * @param unit of the only hidden layer
 * @param evidence for the unit's derivative
 */
public record UnitKinks(int unit, KinkEvidence evidence) {}
