package org.dlmcert.app.option;

import org.dlmcert.app.report.UsageError;
import org.dlmcert.app.run.JobContext;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;

/** Instances for commands that compute at one point: noise is none unless given, never generic. */
public final class GivenNoise {
  private GivenNoise() {}

  /**
   * Reads the instance.
   *
   * @throws UsageError if noise is generic
   */
  public static Instance read(InstanceOptions source, JobContext context) {
    return given(source.read(LayerNoise.NONE, context), source, context);
  }

  private static Instance given(Instance instance, InstanceOptions source, JobContext context) {
    for (int l = 1; l < instance.network().depth(); l++) {
      if (instance.noise(l) instanceof LayerNoise.Generic) {
        throw new UsageError(
            source.source()
                + ": noise of layer "
                + l
                + " is generic; "
                + context.command()
                + " needs numbers, or \"none\"");
      }
    }
    return instance;
  }

  /**
   * Reads an instance that must have weights.
   *
   * @throws UsageError if it has none
   */
  public static Instance readPoint(InstanceOptions source, JobContext context) {
    return weighted(read(source, context), source, context);
  }

  /** The same for a command that knows other losses than squares. */
  public static Instance readPoint(InstanceOptions source, LossOption loss, JobContext context) {
    Instance instance = loss.applied(source.readAnyLoss(LayerNoise.NONE, context), source);
    return weighted(given(instance, source, context), source, context);
  }

  private static Instance weighted(Instance instance, InstanceOptions source, JobContext context) {
    if (instance.weights().isEmpty()) {
      throw new UsageError(
          source.source()
              + ": weights: "
              + context.command()
              + " needs weights, a matrix for each layer, and there are none");
    }
    return instance;
  }
}
