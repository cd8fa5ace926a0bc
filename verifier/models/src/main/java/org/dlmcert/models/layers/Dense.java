package org.dlmcert.models.layers;

import java.util.List;
import java.util.Optional;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.models.graph.Node;

/**
 * A dense layer of a model.
 *
 * @param node the node that multiplies
 * @param input the name of the tensor it is applied to
 * @param weights d_out × d_in
 * @param bias with d_out entries, if the layer has one
 */
record Dense(Node node, String input, RationalMatrix weights, Optional<List<Rational>> bias) {}
