package org.dlmcert.app.run;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Defaults of some options by environment variables: {@code DLMCERT_} and the option's name in
 * capitals, as {@code DLMCERT_MAX_WORK}. They are the options that limit what a command may use; no
 * other is among them, so that a command line asks the same everywhere.
 *
 * <p>No record: the command line library asks for the string of this at each option, and a record's
 * is made at run time, which takes longer than to read all options.
 */
final class EnvironmentDefaults implements IDefaultValueProvider {

  private static final Set<String> OPTIONS =
      Set.of("--threads", "--timeout", "--max-work", "--max-patterns", "--max-nodes");

  private final UnaryOperator<@Nullable String> environment;

  /** Defaults by an environment that gives the value of a variable, or null. */
  EnvironmentDefaults(UnaryOperator<@Nullable String> environment) {
    this.environment = environment;
  }

  UnaryOperator<@Nullable String> environment() {
    return environment;
  }

  @Override
  public @Nullable String defaultValue(@Nullable ArgSpec argument) {
    Optional<Setting> setting = setting(argument);
    return setting.isPresent() ? setting.get().value() : null;
  }

  /** The variable that gives an option its default, if there is one and it is not empty. */
  Optional<Setting> setting(@Nullable ArgSpec argument) {
    if (!(argument instanceof OptionSpec option) || !OPTIONS.contains(option.longestName())) {
      return Optional.empty();
    }
    String variable =
        "DLMCERT_" + option.longestName().substring(2).replace('-', '_').toUpperCase(Locale.ROOT);
    String value = environment.apply(variable);
    return value == null || value.isEmpty()
        ? Optional.empty()
        : Optional.of(new Setting(variable, value));
  }

  /** A variable with its value. */
  record Setting(String variable, String value) {}
}
