package org.dlmcert.io.json;

import com.fasterxml.jackson.core.JsonToken;
import org.dlmcert.io.BadInput;
import org.dlmcert.io.Limits;
import org.dlmcert.io.Place;
import org.dlmcert.io.Table;
import org.dlmcert.io.number.RationalBuffer;

/** Reads lists of numbers and lists of rows of numbers. */
public final class JsonTable {
  private JsonTable() {}

  /**
   * The table whose first token, a bracket, was read last.
   *
   * @throws BadInput if the rows are ragged or anything but a number is in them
   */
  public static Table read(JsonInput json) {
    if (!json.at(JsonToken.START_ARRAY)) {
      throw json.expected("a list", json.found());
    }
    Place place = json.fixed();
    RationalBuffer entries = new RationalBuffer();
    json.next();
    if (json.at(JsonToken.START_ARRAY)) {
      return rows(json, entries, place);
    }
    while (!json.at(JsonToken.END_ARRAY)) {
      entries.add(json.number(), json);
      json.next();
    }
    return new Table(entries.toMatrix(entries.size(), 1), true, place);
  }

  private static Table rows(JsonInput json, RationalBuffer entries, Place place) {
    int rows = 0;
    int columns = 0;
    while (!json.at(JsonToken.END_ARRAY)) {
      if (!json.at(JsonToken.START_ARRAY)) {
        throw json.expected("a row: a list of numbers", json.found());
      }
      int before = entries.size();
      for (json.next(); !json.at(JsonToken.END_ARRAY); json.next()) {
        entries.add(json.number(), json);
      }
      int found = entries.size() - before;
      if (rows == 0) {
        columns = found;
      } else if (found != columns) {
        throw json.expected("a row of " + columns + " numbers like row 0", "one of " + found);
      }
      rows++;
      Limits.checkShape(rows, columns, json);
      json.next();
    }
    return new Table(entries.toMatrix(rows, columns), false, place);
  }
}
