package org.dlmcert.app.run;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ParameterException;

/** The messages of the command line library about values, in the words of the others here. */
final class LibraryMessage {

  private static final Pattern CHOICE =
      Pattern.compile(
          "expected one of \\[(.*)] \\(case-(?:in)?sensitive\\) but was '(.*)'", Pattern.DOTALL);

  private static final Pattern QUOTED = Pattern.compile("'(.*?)': (.*)", Pattern.DOTALL);
  private static final Pattern PREFIX =
      Pattern.compile("Invalid value for (?:option|positional parameter).*?: ", Pattern.DOTALL);

  private LibraryMessage() {}

  /**
   * The message of an error.
   *
   * @param argument the option that a value was given for
   */
  static String of(ParameterException error, String argument) {
    String message = String.valueOf(error.getMessage());
    Matcher prefix = PREFIX.matcher(message);
    if (!prefix.find()) {
      return message;
    }
    String problem = message.substring(prefix.end());
    Matcher choice = CHOICE.matcher(problem);
    if (choice.find()) {
      problem =
          "'"
              + choice.group(2)
              + "': one of "
              + choice.group(1).toLowerCase(Locale.ROOT)
              + " expected";
    }
    Matcher quoted = QUOTED.matcher(problem);
    return quoted.matches()
        ? argument + " " + quoted.group(1) + ": " + quoted.group(2)
        : argument + ": " + problem;
  }
}
