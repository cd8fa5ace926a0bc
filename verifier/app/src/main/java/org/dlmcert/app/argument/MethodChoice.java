package org.dlmcert.app.argument;

import java.util.LinkedHashMap;
import java.util.Map;
import org.dlmcert.certify.method.MethodName;

/** How {@code certify} is to decide; as a string the word of the option. */
public sealed interface MethodChoice {

  /** Method after method, cheap ones first. */
  record Auto() implements MethodChoice {
    private static final String WORD = "auto";

    @Override
    public String toString() {
      return WORD;
    }
  }

  /** This method alone. */
  record Only(MethodName name) implements MethodChoice {
    @Override
    public String toString() {
      return name.word();
    }
  }

  /** Every pattern by itself. */
  record Exhaustive() implements MethodChoice {
    /** The word of the option, and the method's name in reports. */
    public static final String WORD = "exhaustive";

    @Override
    public String toString() {
      return WORD;
    }
  }

  /** Reads {@code --method}. */
  final class Reader extends Words<MethodChoice> {
    public Reader() {
      super(choices());
    }

    private static Map<String, MethodChoice> choices() {
      Map<String, MethodChoice> choices = new LinkedHashMap<>();
      choices.put(Auto.WORD, new Auto());
      for (MethodName name : MethodName.values()) {
        choices.put(name.word(), new Only(name));
      }
      choices.put(Exhaustive.WORD, new Exhaustive());
      return choices;
    }
  }
}
