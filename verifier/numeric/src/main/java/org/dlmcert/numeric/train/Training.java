package org.dlmcert.numeric.train;

import java.util.Random;
import java.util.stream.IntStream;
import org.dlmcert.numeric.network.Backpropagation;
import org.dlmcert.numeric.network.BatchLoss;
import org.dlmcert.numeric.network.FloatData;
import org.dlmcert.numeric.network.FloatWeights;

/**
 * Training on mini-batches, in a fresh permutation every epoch; one batch of all samples is plain
 * (deterministic) descent.
 *
 * @param batch the samples of a mini-batch; the last one of an epoch may be smaller
 * @param epochs the most epochs
 * @param goal when to stop before
 */
public record Training(int batch, int epochs, Goal goal) {
  public Training {
    if (batch < 1 || epochs < 0) {
      throw new IllegalArgumentException(
          "batch ≥ 1 and epochs ≥ 0 expected, got " + batch + " and " + epochs);
    }
  }

  /** When training may stop before its last epoch. */
  public enum Goal {
    /** Never. */
    ALL_EPOCHS,
    /** When every sample is classified correctly. */
    NO_MISCLASSIFICATION
  }

  /** Hears of every epoch before its first step. */
  @FunctionalInterface
  public interface Observer {
    /** Hears nothing. */
    Observer NONE = (epoch, weights, rate) -> {};

    void epoch(int epoch, FloatWeights weights, double rate);
  }

  /**
   * Where training ended.
   *
   * @param epochs the epochs done
   * @param loss the loss of all samples at the final weights
   */
  public record Result(FloatWeights weights, int epochs, BatchLoss loss) {}

  /**
   * Trains {@code weights}, in place.
   *
   * @throws InterruptedException if the thread is interrupted; looked at once an epoch
   */
  public Result run(
      FloatWeights weights, FloatData data, Optimizer optimizer, Random random, Observer observer)
      throws InterruptedException {
    int samples = data.samples();
    Backpropagation pass =
        new Backpropagation(weights.network(), data, Math.max(1, Math.min(batch, samples)));
    FloatWeights gradient = FloatWeights.zero(weights.network());
    int[] order = IntStream.range(0, samples).toArray();
    int done = 0;
    BatchLoss loss = loss(pass, weights, order);
    while (done < epochs && samples > 0 && !reached(loss)) {
      if (Thread.interrupted()) {
        throw new InterruptedException("training");
      }
      observer.epoch(done, weights, optimizer.rate());
      if (batch < samples) {
        shuffle(order, random);
      }
      BatchLoss seen = epoch(pass, weights, gradient, order, optimizer);
      optimizer.epochEnded();
      done++;
      // The goal is near only if few samples failed on the way; the pass over all is not for free.
      if (done == epochs || goal != Goal.ALL_EPOCHS && seen.errors() <= 2 + samples / 50) {
        loss = loss(pass, weights, order);
      }
    }
    return new Result(weights, done, loss);
  }

  private boolean reached(BatchLoss loss) {
    return goal == Goal.NO_MISCLASSIFICATION && loss.errors() == 0;
  }

  private BatchLoss epoch(
      Backpropagation pass,
      FloatWeights weights,
      FloatWeights gradient,
      int[] order,
      Optimizer optimizer) {
    BatchLoss seen = BatchLoss.NONE;
    for (int from = 0; from < order.length; from += batch) {
      int to = Math.min(order.length, from + batch);
      gradient.clear();
      seen = seen.plus(pass.gradient(weights, order, from, to, gradient));
      divide(gradient, to - from);
      optimizer.step(weights, gradient);
    }
    return seen;
  }

  private static BatchLoss loss(Backpropagation pass, FloatWeights weights, int[] order) {
    BatchLoss loss = BatchLoss.NONE;
    for (int from = 0; from < order.length; from += pass.capacity()) {
      int to = Math.min(order.length, from + pass.capacity());
      loss = loss.plus(pass.loss(weights, order, from, to));
    }
    return loss;
  }

  private static void divide(FloatWeights gradient, int count) {
    for (int l = 1; l <= gradient.network().depth(); l++) {
      double[] g = gradient.layer(l);
      for (int k = 0; k < g.length; k++) {
        g[k] /= count;
      }
    }
  }

  /** A uniform permutation (Fisher and Yates). */
  private static void shuffle(int[] order, Random random) {
    for (int k = order.length - 1; k > 0; k--) {
      int other = random.nextInt(k + 1);
      int kept = order[k];
      order[k] = order[other];
      order[other] = kept;
    }
  }
}
