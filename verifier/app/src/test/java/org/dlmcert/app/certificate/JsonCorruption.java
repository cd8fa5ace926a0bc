package org.dlmcert.app.certificate;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dlmcert.app.JsonNode;

/** All texts that differ from one JSON text in a single number, element or field. */
final class JsonCorruption {
  private static final Pattern RATIONAL = Pattern.compile("(-?[0-9]+)(?:/([0-9]+))?");

  private JsonCorruption() {}

  /**
   * Every number plus 1, minus 1, made 0 and negated; every element and field dropped and repeated;
   * every truth value turned.
   */
  static List<JsonNode> of(JsonNode node) {
    List<JsonNode> corrupted = new ArrayList<>();
    if (node instanceof JsonNode.Literal literal) {
      literals(literal).forEach(corrupted::add);
    } else if (node instanceof JsonNode.Array array) {
      List<JsonNode> elements = array.elements();
      for (int i = 0; i < elements.size(); i++) {
        int at = i;
        of(elements.get(i))
            .forEach(bad -> corrupted.add(new JsonNode.Array(replaced(elements, at, bad))));
        corrupted.add(new JsonNode.Array(dropped(elements, i)));
        corrupted.add(new JsonNode.Array(repeated(elements, i)));
      }
    } else {
      List<JsonNode.Field> fields = ((JsonNode.Struct) node).fields();
      for (int i = 0; i < fields.size(); i++) {
        int at = i;
        String name = fields.get(i).name();
        of(fields.get(i).value())
            .forEach(
                bad ->
                    corrupted.add(
                        new JsonNode.Struct(replaced(fields, at, new JsonNode.Field(name, bad)))));
        corrupted.add(new JsonNode.Struct(dropped(fields, i)));
        corrupted.add(new JsonNode.Struct(repeated(fields, i)));
      }
    }
    return corrupted;
  }

  private static Stream<JsonNode> literals(JsonNode.Literal literal) {
    if (literal.spelling().equals("true") || literal.spelling().equals("false")) {
      return Stream.of(
          new JsonNode.Literal(String.valueOf(!Boolean.parseBoolean(literal.spelling()))));
    }
    Matcher number = RATIONAL.matcher(literal.text());
    if (!number.matches()) {
      return Stream.of();
    }
    BigInteger numerator = new BigInteger(number.group(1));
    String denominator = number.group(2) == null ? "" : "/" + number.group(2);
    BigInteger one = number.group(2) == null ? BigInteger.ONE : new BigInteger(number.group(2));
    String quote = literal.isString() ? "\"" : "";
    return Stream.of(
            numerator.add(one) + denominator,
            numerator.subtract(one) + denominator,
            "0",
            numerator.negate() + denominator)
        .distinct()
        .filter(text -> !text.equals(literal.text()))
        .map(text -> new JsonNode.Literal(quote + text + quote));
  }

  private static <T> List<T> replaced(List<T> list, int at, T element) {
    List<T> copy = new ArrayList<>(list);
    copy.set(at, element);
    return copy;
  }

  private static <T> List<T> dropped(List<T> list, int at) {
    List<T> copy = new ArrayList<>(list);
    copy.remove(at);
    return copy;
  }

  private static <T> List<T> repeated(List<T> list, int at) {
    List<T> copy = new ArrayList<>(list);
    copy.add(at, list.get(at));
    return copy;
  }
}
