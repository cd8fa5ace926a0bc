package org.dlmcert.app.run;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntBiFunction;
import org.dlmcert.app.report.ExitCode;
import org.dlmcert.app.report.UsageError;
import org.dlmcert.io.Place;
import org.dlmcert.io.Printable;

/**
 * One command for each line of a file, each line being an instance in JSON. Every line gives one
 * line of output, as soon as it is done: the result that {@code --json} prints, or an object with
 * {@code error} where the line is no instance of which the command can be asked. Both begin with
 * {@code line}, counted from 1; empty lines give nothing.
 *
 * <p>The exit code is that of the line that went worst: a fault of the program (70) before bad
 * input (2), before refuted (1), before not decided (3), before 0.
 */
final class LinesRun {
  private static final List<Integer> FROM_BEST_TO_WORST =
      List.of(
          ExitCode.HOLDS,
          ExitCode.UNDECIDED,
          ExitCode.REFUTED,
          ExitCode.BAD_INPUT,
          ExitCode.INTERRUPTED,
          ExitCode.FAULT);
  private static final String ERROR_PREFIX = "dlmcert: ";

  private final Path file;
  private final List<String> arguments;
  private final StandardStreams streams;
  private final ToIntBiFunction<String[], StandardStreams> program;

  /**
   * Prepares the runs.
   *
   * @param file the lines; {@code -} is standard input
   * @param arguments the whole command line, of which {@code --jsonl FILE} is a part
   * @param program runs a command line
   */
  LinesRun(
      Path file,
      List<String> arguments,
      StandardStreams streams,
      ToIntBiFunction<String[], StandardStreams> program) {
    this.file = file;
    this.arguments = single(arguments);
    this.streams = streams;
    this.program = program;
  }

  /**
   * Runs the command on every line.
   *
   * @throws IOException if the file cannot be read
   */
  int execute() throws IOException {
    Path folder = Files.createTempDirectory("dlmcert-lines");
    Path instance = folder.resolve("instance.json");
    // In this order they are removed in the other one, also when the process is stopped.
    folder.toFile().deleteOnExit();
    instance.toFile().deleteOnExit();
    int worst = 0;
    try (InputStream in = open()) {
      int number = 0;
      for (byte[] line = next(in); line.length > 0; line = next(in)) {
        number++;
        if (!new String(line, StandardCharsets.ISO_8859_1).isBlank()) {
          Files.write(instance, line);
          worst = Math.max(worst, FROM_BEST_TO_WORST.indexOf(run(number, instance)));
        }
      }
    } finally {
      Files.deleteIfExists(instance);
      Files.deleteIfExists(folder);
    }
    return FROM_BEST_TO_WORST.get(worst);
  }

  private InputStream open() throws IOException {
    return new BufferedInputStream(
        OutputFiles.isStandardOutput(file) ? System.in : Files.newInputStream(file));
  }

  /** A line with its end; empty at the end of the file. */
  private static byte[] next(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0; b = in.read()) {
      line.write(b);
      if (b == '\n') {
        break;
      }
    }
    return line.toByteArray();
  }

  private int run(int number, Path instance) throws IOException {
    List<String> words = new ArrayList<>(arguments);
    words.add(instance.toString());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit =
        program.applyAsInt(
            words.toArray(String[]::new), new StandardStreams(out, err, Terminal.NONE));
    String result = out.toString(StandardCharsets.UTF_8);
    if (result.startsWith("{")) {
      streams.result("{\"line\":" + number + "," + result.substring(1));
      return exit;
    }
    String message = err.toString(StandardCharsets.UTF_8);
    if (exit == ExitCode.FAULT) {
      streams.err().print(message);
      streams.err().flush();
    }
    streams.result(error(number, said(message, number, instance)));
    return exit == ExitCode.HOLDS ? ExitCode.BAD_INPUT : exit;
  }

  /** The message, about the line instead of the file that it stands in for a moment. */
  private String said(String message, int number, Path instance) {
    String words =
        message.startsWith(ERROR_PREFIX) ? message.substring(ERROR_PREFIX.length()) : message;
    String name = OutputFiles.isStandardOutput(file) ? "standard input" : Place.of(file).source();
    return words.strip().replace(instance.toString(), name + ", line " + number);
  }

  private static String error(int number, String message) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.writeStartObject();
      json.writeNumberField("line", number);
      json.writeStringField("error", message);
      json.writeEndObject();
    }
    return Printable.of(text.toString()) + "\n";
  }

  /** The command line for one instance, which is still to come. */
  private static List<String> single(List<String> arguments) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      String word = arguments.get(i);
      if (word.equals(LinesOption.NAME)) {
        i++;
      } else if (word.equals("--")) {
        throw new UsageError("-- does not go with " + LinesOption.NAME);
      } else if (word.matches("--(checkpoint(=.*)?|resume)")) {
        throw new UsageError(
            "--checkpoint and --resume do not go with "
                + LinesOption.NAME
                + ": a checkpoint is of one instance");
      } else if (!word.startsWith(LinesOption.NAME + "=")
          && !word.equals("--json")
          && !word.equals("--quiet")) {
        words.add(word);
      }
    }
    words.add("--json");
    words.add("--quiet");
    return words;
  }
}
