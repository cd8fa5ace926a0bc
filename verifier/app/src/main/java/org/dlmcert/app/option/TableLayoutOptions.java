package org.dlmcert.app.option;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.dlmcert.app.argument.Columns;
import org.dlmcert.app.run.OptionHeading;
import org.dlmcert.io.table.ColumnChoice;
import org.dlmcert.io.table.TableLayout;
import org.dlmcert.io.table.TableLayout.DecimalMark;
import org.dlmcert.io.table.TableLayout.Delimiter;
import org.dlmcert.io.table.TableLayout.Header;
import org.dlmcert.io.table.TableLayout.TargetValues;
import picocli.CommandLine.Option;

/** How a CSV file is laid out. */
@OptionHeading("The data set")
public final class TableLayoutOptions {

  @Option(
      names = "--header",
      paramLabel = "auto|yes|no",
      description =
          "Whether the first line of a CSV holds names. Default: auto, if none of its cells is a "
              + "number; where that cannot be told, it is asked for.")
  private Optional<Header> header = Optional.empty();

  @Option(
      names = "--delimiter",
      paramLabel = "D",
      description =
          "comma, semicolon, tab or blanks. Default: the first of them in the first line.")
  private Optional<Delimiter> delimiter = Optional.empty();

  @Option(
      names = "--decimal",
      paramLabel = "point|comma",
      description = "How decimals are written in a CSV. Default: point.")
  private Optional<DecimalMark> decimal = Optional.empty();

  @Option(
      names = "--drop-columns",
      paramLabel = "K,…",
      converter = Columns.Reader.class,
      description = "Columns of a CSV that are not read: indices or names, as for targets.")
  private Optional<Columns> dropped = Optional.empty();

  /** The first of these options that was given. */
  Optional<String> given() {
    return words().keySet().stream().findFirst();
  }

  /** The options that were given, with their words. */
  Map<String, String> words() {
    Map<String, String> words = new LinkedHashMap<>();
    header.ifPresent(choice -> words.put("--header", word(choice)));
    delimiter.ifPresent(choice -> words.put("--delimiter", word(choice)));
    decimal.ifPresent(choice -> words.put("--decimal", word(choice)));
    dropped.ifPresent(columns -> words.put("--drop-columns", columns.text()));
    return words;
  }

  private static String word(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT);
  }

  /** The layout, without targets. */
  public TableLayout layout() {
    return new TableLayout(
        header.orElse(Header.AUTO),
        delimiter.orElse(Delimiter.AUTO),
        decimal.orElse(DecimalMark.POINT),
        dropped.map(Columns::choice).orElse(ColumnChoice.NONE),
        Optional.empty(),
        TargetValues.NUMBERS);
  }
}
