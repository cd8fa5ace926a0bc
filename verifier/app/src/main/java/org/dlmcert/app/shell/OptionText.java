package org.dlmcert.app.shell;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What picocli's model of the command line says about an option or a parameter, as plain text. */
final class OptionText {

  private OptionText() {}

  /** The description in one line. */
  static String description(ArgSpec argument) {
    return plain(argument.description());
  }

  /** Several lines of a text in one, without the library's marks. */
  static String plain(String... lines) {
    return Help.Ansi.OFF.string(String.join(" ", lines)).replace("%n", " ").replace("%%", "%");
  }

  /** Whether the value is the name of a file. */
  static boolean isFile(ArgSpec argument) {
    return argument.type() == Path.class
        || Stream.of(argument.auxiliaryTypes()).anyMatch(Path.class::equals);
  }

  /** The words the value can be: those of an enumeration, else those in the label {@code a|b|K}. */
  static List<String> words(ArgSpec argument) {
    List<String> words = new ArrayList<>();
    if (argument.completionCandidates() != null) {
      argument.completionCandidates().forEach(word -> words.add(word.toLowerCase(Locale.ROOT)));
    }
    if (words.isEmpty() && argument.paramLabel().contains("|")) {
      Stream.of(argument.paramLabel().split("\\|"))
          .filter(word -> word.matches("[a-z][a-z0-9-]*"))
          .forEach(words::add);
    }
    return words;
  }

  /** Whether the option takes a value. */
  static boolean takesValue(OptionSpec option) {
    return option.arity().max() > 0;
  }
}
