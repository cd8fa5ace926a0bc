package org.dlmcert.checker.network;

import java.util.Optional;
import org.dlmcert.checker.form.CanonicalReader;

/**
 * What an instance says about where its inputs come from (format.md 4.17). Nothing of it is proved.
 *
 * @param model the SHA-256 of the file of a model
 * @param nodes how many of its nodes were evaluated
 */
public record Features(String model, int nodes) {

  /** Reads the field, if it comes next. */
  static Optional<Features> readOptional(CanonicalReader in) {
    if (!in.optionalField("features")) {
      return Optional.empty();
    }
    in.open();
    in.field("model");
    String model = in.digest();
    in.field("nodes");
    int nodes = in.count();
    if (nodes == 0) {
      throw in.malformed("expected a node or more");
    }
    in.close();
    return Optional.of(new Features(model, nodes));
  }

  /** Returns in one sentence what was checked and what was not. */
  public String words() {
    return "the inputs are features and are taken as they stand: by the instance's word dlmcert"
        + " computed them with "
        + nodes
        + (nodes == 1 ? " node" : " nodes")
        + " of the model with the SHA-256 "
        + model
        + "; the checker did not evaluate the layers below";
  }
}
