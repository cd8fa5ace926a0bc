package org.dlmcert.models.graph;

import java.util.List;
import org.dlmcert.models.tensor.Tensor;

/** What an operation does, exactly. */
@FunctionalInterface
public interface Operator {
  /**
   * The outputs, in order; optional ones may be left out at the end.
   *
   * @throws org.dlmcert.models.tensor.Unfit if inputs or attributes are not those of the operator
   */
  List<Tensor> apply(Application application);
}
