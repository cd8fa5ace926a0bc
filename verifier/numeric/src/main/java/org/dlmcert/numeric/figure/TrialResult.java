package org.dlmcert.numeric.figure;

import java.util.Optional;
import org.dlmcert.numeric.rank.ProvenRank;

/**
 * How a trial ended.
 *
 * @param epochs the epochs done
 * @param errors misclassified samples at the end
 * @param mse the loss at the end, in double
 * @param layerRank the exact rank of G_{L-1} at the final weights
 * @param fullRank the exact rank of G, for two hidden layers
 * @param seconds the computing time
 */
public record TrialResult(
    Trial trial,
    long seed,
    int epochs,
    int errors,
    double mse,
    ProvenRank layerRank,
    Optional<ProvenRank> fullRank,
    double seconds) {

  /** The names of the cells of {@link #csv}. */
  public static final String HEADER =
      "source,hidden_layers,samples,width,ratio,repetition,seed,epochs,errors,mce,mse,"
          + "rank_last_hidden,rank_proof,full_rank,full_rank_proof,rank_ceiling";

  /** The final mean classification error. */
  public double mce() {
    return (double) errors / trial.samples();
  }

  /** Whether G_{L-1} has full column rank. */
  public boolean hasFullColumnRank() {
    return layerRank.rank() == trial.samples();
  }

  /** Whether G_{L-1} has the largest rank of its shape. */
  public boolean hasFullRank() {
    int rows = trial.width() * trial.width();
    return layerRank.rank() == Math.min(trial.samples(), rows);
  }

  /** ω - Σ_{l&lt;L} d_l, the ceiling of rank G: d² for one hidden layer, 2d² - d for two. */
  public int ceiling() {
    int d = trial.width();
    return trial.hiddenLayers() * d * d - (trial.hiddenLayers() - 1) * d;
  }

  /** Whether both ranks are proved. */
  public boolean isProved() {
    return layerRank.proof() != ProvenRank.Proof.NONE
        && fullRank.stream().noneMatch(r -> r.proof() == ProvenRank.Proof.NONE);
  }

  /** Whether training ended at the same epoch with the same errors and, to the bit, loss. */
  public boolean endsAs(TrialResult other) {
    return trial.equals(other.trial)
        && seed == other.seed
        && epochs == other.epochs
        && errors == other.errors
        && Double.compare(mse, other.mse) == 0;
  }

  /** A line of the table of all repetitions, without the time, which is not repeatable. */
  public String csv() {
    return String.join(
        ",",
        trial.cells(),
        "" + seed,
        "" + epochs,
        "" + errors,
        "" + mce(),
        "" + mse,
        "" + layerRank.rank(),
        layerRank.proof().name(),
        fullRank.map(r -> "" + r.rank()).orElse(""),
        fullRank.map(r -> r.proof().name()).orElse(""),
        "" + ceiling());
  }

  /** The same with the time: a line of a checkpoint. */
  String checkpointLine() {
    return csv() + "," + seconds;
  }

  /**
   * Reads back a line of a checkpoint.
   *
   * @throws IllegalArgumentException if it is no such line, as when writing was cut short
   */
  static TrialResult parse(String line) {
    int time = line.lastIndexOf(',');
    if (time < 0) {
      throw new IllegalArgumentException("17 cells expected, got 1");
    }
    return parse(line.substring(0, time), Double.parseDouble(line.substring(time + 1)));
  }

  /**
   * Reads back a line of {@link #csv}, with a time that it does not have.
   *
   * @throws IllegalArgumentException if it is no such line
   */
  static TrialResult parse(String line, double seconds) {
    String[] cell = line.split(",", -1);
    if (cell.length != 16) {
      throw new IllegalArgumentException("16 cells expected, got " + cell.length);
    }
    Trial trial =
        new Trial(
            cell[0],
            Integer.parseInt(cell[1]),
            Integer.parseInt(cell[2]),
            Integer.parseInt(cell[3]),
            Integer.parseInt(cell[5]));
    return new TrialResult(
        trial,
        Long.parseLong(cell[6]),
        Integer.parseInt(cell[7]),
        Integer.parseInt(cell[8]),
        Double.parseDouble(cell[10]),
        rank(cell[11], cell[12]),
        cell[13].isEmpty() ? Optional.empty() : Optional.of(rank(cell[13], cell[14])),
        seconds);
  }

  private static ProvenRank rank(String rank, String proof) {
    return new ProvenRank(Integer.parseInt(rank), ProvenRank.Proof.valueOf(proof));
  }
}
