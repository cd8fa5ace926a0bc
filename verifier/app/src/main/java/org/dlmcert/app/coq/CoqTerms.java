package org.dlmcert.app.coq;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Values of a certificate as terms of {@code proofs/coq/theories/Form.v}. */
final class CoqTerms {

  private CoqTerms() {}

  /** An integer; negative ones in parentheses, as they are arguments. */
  static String integer(String value) {
    return value.startsWith("-") ? "(" + value + ")" : value;
  }

  /** A rational {@code p} or {@code p/q}. */
  static String rational(String value) {
    int slash = value.indexOf('/');
    return slash < 0
        ? integer(value) + "#1"
        : integer(value.substring(0, slash)) + "#" + value.substring(slash + 1);
  }

  /** A bit of a pattern. */
  static String bit(String value) {
    return value.equals("1") ? "true" : "false";
  }

  static <T> String list(List<T> values, Function<T, String> term) {
    return values.stream().map(term).collect(Collectors.joining("; ", "[", "]"));
  }

  static String integers(List<String> values) {
    return list(values, CoqTerms::integer);
  }

  static String rationals(List<String> values) {
    return list(values, CoqTerms::rational);
  }

  static String integerRows(List<List<String>> rows) {
    return list(rows, CoqTerms::integers);
  }

  static String rationalRows(List<List<String>> rows) {
    return list(rows, CoqTerms::rationals);
  }
}
