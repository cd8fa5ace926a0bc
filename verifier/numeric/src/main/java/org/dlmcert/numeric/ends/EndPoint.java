package org.dlmcert.numeric.ends;

import org.dlmcert.numeric.ExactDouble;
import org.dlmcert.numeric.figure.Trial;

/**
 * The end of one training of Figure 6.1, and what is proved beside it.
 *
 * @param mce the final mean classification error
 * @param mse the final loss, in double
 */
public record EndPoint(Trial trial, long seed, double mce, double mse, BesideEnd beside) {
  /** The names of the cells of {@link #csv}. */
  static final String HEADER =
      "source,hidden_layers,samples,width,ratio,repetition,seed,mce,mse,beside,radius,loss_from,"
          + "kinks,reason";

  /** A line of the table of all repetitions; radius and loss rounded to doubles. */
  String csv() {
    return String.join(",", trial.cells(), "" + seed, "" + mce, "" + mse, beside.word(), rest());
  }

  private String rest() {
    if (beside instanceof BesideEnd.ZeroLoss zero) {
      return ExactDouble.nearest(zero.radius()) + ",0,0,";
    }
    if (beside instanceof BesideEnd.PositiveLoss positive) {
      return ExactDouble.nearest(positive.radius())
          + ","
          + ExactDouble.nearest(positive.lossFrom())
          + ","
          + positive.kinks()
          + ",";
    }
    String reason = ((BesideEnd.Neither) beside).reason();
    return ",,,\"" + reason.replace('\n', ' ').replace('"', '\'') + '"';
  }
}
