package org.dlmcert.numeric.descent;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.model.Network;
import org.dlmcert.numeric.ExactDouble;
import org.dlmcert.numeric.network.FloatData;
import org.dlmcert.numeric.network.FloatGradient;
import org.dlmcert.numeric.network.FloatNetwork;
import org.dlmcert.numeric.network.FloatWeights;
import org.dlmcert.numeric.train.GradientDescent;
import org.dlmcert.numeric.train.Training;
import org.dlmcert.progress.Progress;

/**
 * A recorded gradient descent.
 *
 * @param data the samples
 * @param weights where it ended
 * @param records epochs looked at, ascending; the last one is the end
 */
public record Descent(
    DescentSettings settings, FloatData data, FloatWeights weights, List<Snapshot> records) {
  private static final int LOSSES = 1200;
  private static final int PREACTIVATIONS = 60;

  public Descent {
    records = List.copyOf(records);
  }

  /**
   * A look at one epoch.
   *
   * @param preactivations every u, at n·d + i, one hidden layer after the other; empty at most
   *     epochs
   * @param least the smallest |u|
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by no one
  public record Snapshot(
      int epoch, double rate, double mse, double least, double[] preactivations) {
    private Snapshot withoutPreactivations() {
      return new Snapshot(epoch, rate, mse, least, new double[0]);
    }
  }

  /** The instance of the end, exactly: weights and inputs are doubles, hence rationals. */
  public Instance instance() {
    FloatNetwork network = settings.network();
    return new Instance(
        Optional.empty(),
        new Network(network.widths(), ExactDouble.of(network.slope()), false),
        data.exact(),
        Collections.nCopies(network.depth() - 1, LayerNoise.NONE),
        Optional.of(weights.exact()));
  }

  /** The smallest |u| at the end, as computed in double. */
  public double least() {
    return records.get(records.size() - 1).least();
  }

  /**
   * Runs the descent.
   *
   * @throws InterruptedException if the thread is interrupted
   */
  public static Descent run(DescentSettings settings, Progress progress)
      throws InterruptedException {
    Random random = new Random(settings.seed());
    FloatData data = settings.data(random);
    FloatWeights weights = settings.start(random);
    int epochs = settings.epochs();
    int lossEvery = Math.max(1, epochs / LOSSES);
    int allEvery = Math.max(1, epochs / PREACTIVATIONS / lossEvery) * lossEvery;
    List<Snapshot> records = new ArrayList<>();
    progress.stage("gradient descent", epochs);
    Training.Result result =
        new Training(settings.samples(), epochs, Training.Goal.ALL_EPOCHS)
            .run(
                weights,
                data,
                new GradientDescent(
                    settings.rate(), settings.constantEpochs(), DescentSettings.DECAY),
                random,
                (epoch, w, rate) -> {
                  if (epoch % lossEvery == 0) {
                    Snapshot now = snapshot(epoch, w, data, rate);
                    records.add(epoch % allEvery == 0 ? now : now.withoutPreactivations());
                    progress.step(epoch);
                  }
                });
    records.add(snapshot(epochs, result.weights(), data, settings.lastRate()));
    return new Descent(settings, data, result.weights(), records);
  }

  private static Snapshot snapshot(int epoch, FloatWeights weights, FloatData data, double rate) {
    FloatGradient point = FloatGradient.of(weights, data);
    int width = weights.network().width(1);
    int layers = weights.network().depth() - 1;
    int each = data.samples() * width;
    double[] u = new double[layers * each];
    double least = Double.POSITIVE_INFINITY;
    for (int k = 0; k < u.length; k++) {
      u[k] = point.preactivation(1 + k / each, k % width, k % each / width);
      least = Math.min(least, Math.abs(u[k]));
    }
    return new Snapshot(epoch, rate, point.mse(), least, u);
  }
}
