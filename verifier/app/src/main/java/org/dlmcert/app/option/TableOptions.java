package org.dlmcert.app.option;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.dlmcert.app.report.UsageError;
import org.dlmcert.io.Place;
import org.dlmcert.io.table.ColumnChoice;
import org.dlmcert.io.table.TableLayout;
import org.dlmcert.io.table.TableLayout.DecimalMark;
import org.dlmcert.io.table.TableLayout.Delimiter;
import org.dlmcert.io.table.TableLayout.Header;
import org.dlmcert.io.table.TableLayout.TargetValues;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a CSV file is laid out. */
public final class TableOptions {

  @Option(
      names = "--header",
      paramLabel = "auto|yes|no",
      description = {
        "Whether the first line of a CSV holds names. Default: auto, if none of its cells is a",
        "number; where that cannot be told, it is asked for."
      })
  private @Nullable String header;

  @Option(
      names = "--delimiter",
      paramLabel = "D",
      description =
          "comma, semicolon, tab or blanks. Default: the first of them in the first line.")
  private @Nullable String delimiter;

  @Option(
      names = "--decimal",
      paramLabel = "point|comma",
      description = "How decimals are written in a CSV. Default: point.")
  private @Nullable String decimal;

  @Option(
      names = "--drop-columns",
      paramLabel = "K,…",
      description = "Columns of a CSV that are not read: indices or names, as for targets.")
  private @Nullable String dropped;

  /** The first of these options that was given. */
  Optional<String> given() {
    return words().keySet().stream().findFirst();
  }

  /** The options that were given, with their words. */
  Map<String, String> words() {
    Map<String, String> words = new LinkedHashMap<>();
    put(words, "--header", header);
    put(words, "--delimiter", delimiter);
    put(words, "--decimal", decimal);
    put(words, "--drop-columns", dropped);
    return words;
  }

  private static void put(Map<String, String> words, String option, @Nullable String word) {
    if (word != null) {
      words.put(option, word);
    }
  }

  /** The layout, without targets. */
  public TableLayout layout() {
    return new TableLayout(
        word(Header.class, "--header", header, Header.AUTO),
        word(Delimiter.class, "--delimiter", delimiter, Delimiter.AUTO),
        word(DecimalMark.class, "--decimal", decimal, DecimalMark.POINT),
        dropped == null
            ? ColumnChoice.NONE
            : ColumnChoice.named(dropped, Place.of("--drop-columns", "")),
        Optional.empty(),
        TargetValues.NUMBERS);
  }

  private static <E extends Enum<E>> E word(
      Class<E> type, String option, @Nullable String given, E unless) {
    if (given == null) {
      return unless;
    }
    StringBuilder known = new StringBuilder();
    for (E value : type.getEnumConstants()) {
      String word = value.name().toLowerCase(Locale.ROOT);
      if (word.equals(given)) {
        return value;
      }
      known.append(known.length() == 0 ? "" : ", ").append(word);
    }
    throw new UsageError(option + " " + given + ": one of " + known + " expected");
  }
}
