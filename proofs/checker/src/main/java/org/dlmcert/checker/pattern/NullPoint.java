package org.dlmcert.checker.pattern;

import org.dlmcert.checker.algebra.Steps;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.network.LastHiddenLayer;
import org.dlmcert.checker.network.Network;
import org.dlmcert.checker.network.NullVector;
import org.dlmcert.checker.network.Preactivations;

/** Evidence that names a point, D rows of d weights, and a null vector. */
record NullPoint(Rational[][] weights, NullVector nullVector) {
  static NullPoint read(CanonicalReader in, Network network) {
    in.open();
    in.field("weights");
    Rational[][] weights =
        in.table(LastHiddenLayer.units(network), LastHiddenLayer.inputs(network));
    in.field("null_vector");
    NullVector vector = new NullVector(in.row(network.samples()));
    in.close();
    return new NullPoint(weights, vector);
  }

  Preactivations preactivations(LastHiddenLayer layer, Network network, Steps steps) {
    return Preactivations.at(weights, layer, network.samples(), steps.work());
  }
}
