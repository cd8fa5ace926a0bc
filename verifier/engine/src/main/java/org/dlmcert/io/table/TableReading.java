package org.dlmcert.io.table;

import java.util.List;
import java.util.Locale;
import org.dlmcert.io.CanonicalJson;
import org.dlmcert.io.WritableObject;
import org.dlmcert.io.number.NearestDoubles;
import org.dlmcert.io.number.Numbers;
import org.dlmcert.io.table.TableLayout.DecimalMark;
import org.dlmcert.io.table.TableLayout.Delimiter;

/**
 * How a table was read, with nothing left to guess (proofs/format.md, section 3): what a detached
 * certificate says about it.
 *
 * @param header whether the first line was left out
 * @param delimiter never {@link Delimiter#AUTO}
 * @param nearestDoubles whether each number was read as the nearest double
 * @param roles the columns of inputs, and those of the targets that were read
 */
public record TableReading(
    boolean header,
    Delimiter delimiter,
    DecimalMark decimal,
    boolean nearestDoubles,
    TableLayout.Roles roles)
    implements WritableObject {

  /** A list of rows, of which these columns were taken. */
  public static TableReading ofRows(Numbers numbers, TableLayout.Roles roles) {
    return new TableReading(
        false, Delimiter.COMMA, DecimalMark.POINT, areNearestDoubles(numbers), roles);
  }

  public static boolean areNearestDoubles(Numbers numbers) {
    return numbers instanceof NearestDoubles;
  }

  @Override
  public void writeFields(CanonicalJson json) {
    json.field("header").flag(header);
    json.field("delimiter").string(word(delimiter));
    json.field("decimal").string(word(decimal));
    json.field("numbers").string(nearestDoubles ? "doubles" : "exact");
    json.field("inputs").integers(roles.inputs());
    json.field("targets").integers(roles.targets());
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** Targets that were left out of the data set, being words. */
  public TableReading withoutTargets() {
    return new TableReading(
        header,
        delimiter,
        decimal,
        nearestDoubles,
        new TableLayout.Roles(roles.inputs(), List.of()));
  }
}
