package org.dlmcert.paper.symbolic;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jscience.mathematics.function.Variable;

/**
 * The variables of JScience by their names. JScience compares variables by identity, so that there
 * must be one object for each name.
 */
final class Symbols {
  private static final Map<String, Variable<Coefficient>> BY_NAME = new ConcurrentHashMap<>();

  private Symbols() {}

  static Variable<Coefficient> of(String name) {
    return BY_NAME.computeIfAbsent(name, Symbols::create);
  }

  private static Variable<Coefficient> create(String name) {
    if (name.isEmpty() || !Character.isLetter(name.codePointAt(0)) || name.contains(" ")) {
      throw new IllegalArgumentException(
          "a name that begins with a letter expected: '" + name + "'");
    }
    return new Variable.Local<>(name);
  }
}
