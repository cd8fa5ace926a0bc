package org.dlmcert.numeric.figure;

import java.util.List;
import org.dlmcert.task.Work;

/**
 * Trials of an experiment; what comes of one is the line that a checkpoint has of it.
 *
 * @param sources all that trials name
 */
record TrialWork(ErrorCurveSettings settings, List<SampleSource> sources)
    implements Work<Trial, String> {
  @Override
  public Worker<Trial, String> worker() {
    ErrorCurveExperiment experiment = new ErrorCurveExperiment(settings, sources);
    return (trial, pointless) -> experiment.run(trial).checkpointLine();
  }
}
