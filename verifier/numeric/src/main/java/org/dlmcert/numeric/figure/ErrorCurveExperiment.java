package org.dlmcert.numeric.figure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.dlmcert.numeric.network.FloatData;
import org.dlmcert.numeric.network.FloatNetwork;
import org.dlmcert.numeric.rank.GradientRank;
import org.dlmcert.numeric.train.Adam;
import org.dlmcert.numeric.train.Training;
import org.dlmcert.numeric.train.UniformInitialization;
import org.dlmcert.progress.Progress;
import org.dlmcert.task.Workers;

/**
 * The experiment of Figure 6.1 of Soudry and Carmon (2016): ReLU networks with hidden layers of the
 * inputs' width d, one output, MSE, no noise, are trained by Adam on N samples; the final mean
 * classification error falls to about 0 where d²/N reaches about 1 (one hidden layer) or 0.5 (two).
 * At every end point the exact ranks of G_{L-1} and, for two hidden layers, of G are computed.
 *
 * <p>Every trial has a seed of its own, so that results depend neither on the workers nor on
 * interruptions.
 */
public final class ErrorCurveExperiment {
  private static final int STEPS = 10_000;

  private final ErrorCurveSettings settings;
  private final List<SampleSource> sources;

  public ErrorCurveExperiment(ErrorCurveSettings settings, List<SampleSource> sources) {
    this.settings = settings;
    this.sources = List.copyOf(sources);
  }

  public ErrorCurveSettings settings() {
    return settings;
  }

  public List<SampleSource> sources() {
    return sources;
  }

  /** All trials; the small ones first. */
  public List<Trial> trials() {
    List<Trial> trials = new ArrayList<>();
    for (int n : settings.samples()) {
      for (SampleSource source : sources) {
        for (int hidden : settings.hiddenLayers()) {
          for (int width : settings.widths(n)) {
            for (int r = 0; r < settings.repetitions(); r++) {
              if (n <= source.mostSamples() && width <= source.mostInputs()) {
                trials.add(new Trial(source.name(), hidden, n, width, r));
              }
            }
          }
        }
      }
    }
    return trials;
  }

  /**
   * Runs the trials that the checkpoint does not have, and adds them to it.
   *
   * @return all results, in the order of {@link #trials}
   * @throws InterruptedException if the thread is interrupted; what is finished is in the
   *     checkpoint
   */
  public List<TrialResult> run(Checkpoint checkpoint, Workers workers, Progress progress)
      throws InterruptedException, IOException {
    Map<Trial, TrialResult> finished = checkpoint.finished();
    List<Trial> trials = trials();
    List<Trial> open = trials.stream().filter(t -> !finished.containsKey(t)).toList();
    long total = Math.max(1, open.stream().mapToLong(Trial::work).sum());
    progress.stage(
        "training " + open.size() + " networks" + (finished.isEmpty() ? "" : " more"), STEPS);
    AtomicLong done = new AtomicLong();
    workers.run(
        new TrialWork(settings, List.copyOf(sources)),
        open,
        (task, line) -> {
          add(TrialResult.parse(line), checkpoint);
          progress.step(done.addAndGet(open.get(task).work()) * STEPS / total);
          return false;
        });
    Map<Trial, TrialResult> all = checkpoint.finished();
    return trials.stream().flatMap(t -> Optional.ofNullable(all.get(t)).stream()).toList();
  }

  private static void add(TrialResult result, Checkpoint checkpoint) {
    try {
      checkpoint.add(result);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One trial, from its seed to its ranks. */
  public TrialResult run(Trial trial) throws InterruptedException {
    long start = System.nanoTime();
    Trained trained = train(trial);
    GradientRank ranks =
        GradientRank.of(trained.network(), trained.result().weights(), trained.data());
    return new TrialResult(
        trial,
        trained.seed(),
        trained.result().epochs(),
        trained.result().loss().errors(),
        trained.mse(),
        ranks.ofLayer(trained.network().depth() - 1),
        trial.hiddenLayers() == 2 ? Optional.of(ranks.full()) : Optional.empty(),
        (System.nanoTime() - start) / 1e9);
  }

  /** One trial, from its seed to the end of its training. */
  public Trained train(Trial trial) throws InterruptedException {
    SampleSource source =
        sources.stream().filter(s -> s.name().equals(trial.source())).findFirst().orElseThrow();
    long seed = trial.seed(settings.seed());
    Random random = new Random(seed);
    FloatData data = source.draw(trial.samples(), trial.width(), trial.hiddenLayers(), random);
    FloatNetwork network = FloatNetwork.ofEqualWidths(trial.width(), trial.hiddenLayers(), 0);
    Training.Result result =
        new Training(
                settings.batch(trial.samples()),
                settings.epochs(),
                Training.Goal.NO_MISCLASSIFICATION)
            .run(
                UniformInitialization.of(network, random),
                data,
                new Adam(network, settings.rate(trial.hiddenLayers())),
                random,
                Training.Observer.NONE);
    return new Trained(trial, seed, network, data, result);
  }
}
