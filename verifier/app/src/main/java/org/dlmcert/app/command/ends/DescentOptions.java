package org.dlmcert.app.command.ends;

import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.dlmcert.app.run.Bounds;
import org.dlmcert.numeric.descent.DescentSettings;
import picocli.CommandLine.Option;

/** Which descents: {@code --quick}, {@code --seed} and {@code --repetitions}. */
public final class DescentOptions {
  private static final int MOST_DESCENTS = 1000;

  @Option(names = "--quick", description = "A small setting: some seconds.")
  private boolean quick;

  @Option(
      names = "--seed",
      paramLabel = "K",
      defaultValue = "1",
      description = "The seed of the first descent. Default: 1.")
  private long seed = 1;

  @Bounds(least = 1, most = MOST_DESCENTS)
  @Option(
      names = "--repetitions",
      paramLabel = "K",
      description = "Descents, from the seed on. Default: 20; with --quick 8.")
  private Optional<Integer> repetitions = Optional.empty();

  /** The settings of all descents, by their seeds. */
  public List<DescentSettings> settings(
      LongFunction<DescentSettings> full, LongFunction<DescentSettings> small) {
    int count = repetitions.orElse(quick ? 8 : 20);
    return LongStream.range(seed, seed + count).mapToObj(quick ? small : full).toList();
  }
}
