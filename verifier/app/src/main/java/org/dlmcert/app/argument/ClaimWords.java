package org.dlmcert.app.argument;

import java.util.function.Function;
import org.dlmcert.certify.MinimaScope;
import org.dlmcert.certify.claim.OutputBiases;
import org.dlmcert.certify.claim.OutputWeights;
import org.dlmcert.pattern.PatternScope;

/** The words of the options that say what {@code certify} is to decide. */
public final class ClaimWords {
  // Here, and not in the converters: those are of an interface in an old class format, whose
  // lambdas
  // are not in the archive of classes that makes a start quick.
  private static final Function<PatternScope, String> SCOPE = PatternScope::word;
  private static final Function<OutputWeights, String> WEIGHTS = OutputWeights::word;
  private static final Function<OutputBiases, String> BIASES = OutputBiases::word;
  private static final Function<MinimaScope, String> MINIMA = MinimaScope::word;

  private ClaimWords() {}

  /** Reads {@code --patterns}. */
  public static final class Scopes extends Words<PatternScope> {
    public Scopes() {
      super(PatternScope.values(), SCOPE);
    }
  }

  /** Reads {@code --output-weights}. */
  public static final class HeldOutputs extends Words<OutputWeights> {
    public HeldOutputs() {
      super(new OutputWeights[] {OutputWeights.GIVEN, OutputWeights.GENERIC}, WEIGHTS);
    }
  }

  /** Reads {@code --output-biases}. */
  public static final class HeldBiases extends Words<OutputBiases> {
    public HeldBiases() {
      super(OutputBiases.values(), BIASES);
    }
  }

  /** Reads {@code --minima}. */
  public static final class Minima extends Words<MinimaScope> {
    public Minima() {
      super(MinimaScope.values(), MINIMA);
    }
  }
}
