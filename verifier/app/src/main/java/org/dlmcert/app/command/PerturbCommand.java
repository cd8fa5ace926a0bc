package org.dlmcert.app.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.dlmcert.app.argument.StatedNumber;
import org.dlmcert.app.option.InstanceOptions;
import org.dlmcert.app.option.InstanceReport;
import org.dlmcert.app.option.OutputOption;
import org.dlmcert.app.report.Report;
import org.dlmcert.app.report.UsageError;
import org.dlmcert.app.run.Bounds;
import org.dlmcert.app.run.Job;
import org.dlmcert.app.run.JobContext;
import org.dlmcert.certify.FailureBound;
import org.dlmcert.exact.Rational;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.model.RandomPerturbation;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dlmcert perturb}: random integers over a common denominator, added to the data. */
@Command(
    name = "perturb",
    header = "Random changes of inputs and noise within a tolerance.",
    description =
        "Adds random integers over a common power of two to all inputs and all noise, each change "
            + "within the tolerance. The same seed gives the same bytes everywhere.")
public final class PerturbCommand implements Job {
  /** By default the bound for failure is at most 2^-40, for all patterns if that is cheap. */
  private static final int WANTED_LOG2 = -40;

  private static final int CHEAP_BITS = 256;

  @Mixin private InstanceOptions source = new InstanceOptions();

  @Mixin private OutputOption output = new OutputOption();

  @Option(
      names = "--tolerance",
      required = true,
      paramLabel = "T",
      converter = StatedNumber.Positive.class,
      description = "The largest change of a number, as 1e-6 or 1/1000.")
  private StatedNumber tolerance;

  @Option(names = "--seed", required = true, paramLabel = "K", description = "The seed.")
  private long seed;

  @Bounds(least = 1, most = RandomPerturbation.MOST_BITS)
  @Option(
      names = "--bits",
      paramLabel = "B",
      description =
          "Random bits for each number. Default: enough for a chance of failure of at most 2^-40 "
              + "for all patterns together if 256 bits will do for that, otherwise for each pattern.")
  private Optional<Integer> bits = Optional.empty();

  @Override
  public Report run(JobContext context) {
    InstanceReport.requireRoom(output, context);
    Rational t = tolerance.exact();
    context.progress().stage("reading", 0);
    Instance instance = source.read(LayerNoise.NONE, context);
    if (instance.noise().stream().anyMatch(LayerNoise.Generic.class::isInstance)) {
      throw new UsageError(
          source.source()
              + ": generic noise has no values to perturb; a table, or \"none\" (--noise none) for"
              + " all ones expected");
    }
    RandomPerturbation perturbation =
        new RandomPerturbation(t, bits.orElseGet(() -> defaultBits(instance)));
    Optional<String> obstacle = FailureBound.obstacle(instance);
    List<String> notes = new ArrayList<>();
    Map<String, @Nullable Object> bound = new LinkedHashMap<>();
    if (obstacle.isPresent()) {
      notes.add("no bound for the chance of failure: " + obstacle.get());
    } else {
      FailureBound found = FailureBound.of(instance, perturbation.bits());
      bound.put("one_pattern_log2", boxed(found.onePatternLog2()));
      bound.put("all_patterns_log2", boxed(found.allPatternsLog2()));
      bound.put("prime", found.collapse().map(c -> c.prime().toString()).orElse(null));
      bound.put("modulo_prime", found.collapse().map(c -> c.probability().toString()).orElse(null));
      notes.addAll(words(found));
    }
    notes.add("certify decides whether this one is good");
    notes.forEach(context::note);
    return InstanceReport.begin(perturbation.of(instance, seed), output, context)
        .field("noise", "given")
        .field("tolerance", t.toString())
        .field("seed", seed)
        .field("bits", perturbation.bits())
        .field("denominator_bits", perturbation.denominatorBits())
        .field("failure_bound", obstacle.isPresent() ? null : bound)
        .build();
  }

  private static int defaultBits(Instance instance) {
    long all = FailureBound.bitsForAllPatterns(instance, WANTED_LOG2);
    return (int) (all <= CHEAP_BITS ? all : FailureBound.bitsForOnePattern(instance, WANTED_LOG2));
  }

  private static @Nullable Long boxed(OptionalLong value) {
    return value.isPresent() ? Long.valueOf(value.getAsLong()) : null;
  }

  private static List<String> words(FailureBound bound) {
    List<String> lines = new ArrayList<>();
    if (bound.onePatternLog2().isEmpty()) {
      lines.add("without samples nothing can fail");
      return lines;
    }
    lines.add(
        "a fixed pattern fails to give full column rank with a chance of at most 2^"
            + bound.onePatternLog2().getAsLong());
    if (bound.allPatternsLog2().isPresent()) {
      lines.add(
          "any of all patterns fails with a chance of at most 2^"
              + bound.allPatternsLog2().getAsLong());
    }
    bound
        .collapse()
        .ifPresent(
            c ->
                lines.add(
                    "modulo the prime "
                        + c.prime()
                        + " all patterns are one matrix: any of them fails with a chance of at most "
                        + c.probability()));
    if (bound.allPatternsLog2().isEmpty() && bound.collapse().isEmpty()) {
      lines.add("for all patterns together these bits promise nothing");
    }
    return lines;
  }
}
