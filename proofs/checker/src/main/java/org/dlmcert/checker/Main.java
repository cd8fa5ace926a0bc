package org.dlmcert.checker;

import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.dlmcert.checker.algebra.Part;
import org.dlmcert.checker.data.BadInstanceException;
import org.dlmcert.checker.data.TableOptions;
import org.dlmcert.checker.data.UserFile;

/** The command line of the checker: {@code check CERTIFICATE [--instance FILE] …}. */
public final class Main {
  private Main() {}

  /** Thrown for wrong usage and unreadable files. */
  private static final class UsageException extends Exception {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
      super(message);
    }
  }

  public static void main(String[] args) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    System.exit(run(CommandWords.of(args), out, err));
  }

  /**
   * Runs the command.
   *
   * @return the exit status: 0, 1 or 3 by the verdict, 2 for wrong usage and unreadable files and
   *     70 for a fault of the program, which print to {@code err} only
   */
  public static int run(String[] args, PrintStream out, PrintStream err) {
    long start = System.nanoTime();
    String certificate = "";
    String instance = "";
    Map<String, String> table = new TreeMap<>();
    long maxWork = Checker.DEFAULT_MAX_WORK;
    String part = "";
    boolean json = false;
    try {
      for (int i = 0; i < args.length; i++) {
        switch (args[i]) {
          case "--help" -> {
            out.print(Usage.TEXT);
            return 0;
          }
          case "--version" -> {
            out.println("dlmcert-checker " + version());
            return 0;
          }
          case "--json" -> json = true;
          case "--instance" -> instance = value(args, ++i);
          case TableOptions.DOUBLES -> table.put(args[i], "");
          case "--part" -> part = part(value(args, ++i));
          case "--max-work" -> maxWork = work(value(args, ++i));
          default -> {
            if (TableOptions.NAMES.contains(args[i])) {
              table.put(args[i], value(args, ++i));
              continue;
            }
            if (args[i].startsWith("-") && !args[i].equals("-") || !certificate.isEmpty()) {
              throw new UsageException("unexpected argument " + args[i] + "; see --help");
            }
            certificate = args[i];
          }
        }
      }
      if (certificate.isEmpty()) {
        throw new UsageException("name a certificate; see --help");
      }
      if (!table.isEmpty() && instance.isEmpty()) {
        throw new UsageException(
            String.join(", ", table.keySet()) + ": --instance FILE expected too");
      }
      if (certificate.equals("-") && instance.equals("-")) {
        throw new UsageException("standard input is the certificate or --instance, not both");
      }
      byte[] bytes = bytes(certificate);
      Optional<UserFile> user = Optional.empty();
      if (!instance.isEmpty()) {
        user = Optional.of(user(instance, new TableOptions(table)));
      }
      Verdict verdict =
          part.isEmpty()
              ? Checker.check(bytes, user, maxWork)
              : Checker.check(bytes, user, maxWork, part);
      BigDecimal seconds = BigDecimal.valueOf((System.nanoTime() - start) / 1_000_000, 3);
      out.println(
          json
              ? Report.json(verdict, certificate, version(), seconds.toPlainString())
              : Report.text(verdict));
      return verdict.exitStatus();
    } catch (UsageException e) {
      err.println("dlmcert-checker: " + Printable.of(String.valueOf(e.getMessage())));
      return 2;
    } catch (BadInstanceException e) {
      String file = instance.isEmpty() ? "" : instance + ": ";
      err.println("dlmcert-checker: " + Printable.of(file + e.getMessage()));
      return 2;
    } catch (RuntimeException | StackOverflowError e) {
      // Without this Java would end the process with 1, which means "rejected".
      e.printStackTrace(err);
      err.println("dlmcert-checker: this is a fault of the program; please report the lines above");
      return 70;
    }
  }

  /** Returns the version in the jar's manifest. */
  public static String version() {
    String version = Main.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  private static String value(String[] args, int i) throws UsageException {
    if (i >= args.length || args[i].isEmpty()) {
      throw new UsageException(args[i - 1] + " needs a value; see --help");
    }
    return args[i];
  }

  private static long work(String text) throws UsageException {
    if (!text.matches("[0-9]{1,18}")) {
      throw new UsageException("--max-work needs an integer below 10^18, found " + text);
    }
    return Long.parseLong(text);
  }

  private static UserFile user(String file, TableOptions options) throws UsageException {
    try {
      return file.equals("-")
          ? new UserFile(bytes(file), options)
          : UserFile.open(CommandWords.path(file), options);
    } catch (IOException | InvalidPathException | OutOfMemoryError e) {
      return new UserFile(bytes(file), options); // says why
    }
  }

  private static String part(String text) throws UsageException {
    try {
      Part.named(text);
      return text;
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  private static byte[] bytes(String file) throws UsageException {
    try {
      return file.equals("-")
          ? System.in.readAllBytes()
          : Files.readAllBytes(CommandWords.path(file));
    } catch (InvalidPathException e) {
      throw new UsageException(
          "Java cannot name the file "
              + file
              + " in this locale; set LC_ALL=C.UTF-8, or give - and the file as standard input");
    } catch (IOException e) {
      throw new UsageException("cannot read the file " + file);
    } catch (OutOfMemoryError e) {
      throw new UsageException("the file " + file + " is too large to be read");
    }
  }
}
