package org.dlmcert.checker.data;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Reads free-form JSON and brings each field into canonical form; nesting is counted, not followed.
 */
final class JsonParser {
  private static final int MAX_NESTING = 4;
  private static final List<String> LIFT = List.of("near", "prime", "bits", "groups");
  private final String text;
  private final Literals literals;
  private int at;

  JsonParser(String text, Literals literals) {
    this.text = text;
    this.literals = literals;
  }

  /**
   * Reads an object with the fields of format.md section 2, or a list of rows, which is a table.
   */
  UserInstance instance(TableOptions options, Optional<Reading> reading) {
    if (peek() == '[') {
      String rows = list(this::number);
      end();
      return Table.json(rows, options, reading, literals.work());
    }
    Map<String, String> fields = new HashMap<>();
    expect('{');
    while (peek() != '}') {
      if (!fields.isEmpty()) {
        expect(',');
      }
      String name = string();
      expect(':');
      if (fields.containsKey(name)) {
        throw error("the field \"" + name + "\" twice");
      }
      fields.put(name, value(name));
    }
    expect('}');
    end();
    return new JsonInstance(fields);
  }

  private void end() {
    if (peek() != 0) {
      throw error("expected the end of the file");
    }
  }

  private String value(String name) {
    return switch (name) {
      case "format", "name" -> string();
      case "widths" -> list(this::token);
      case "rows", "columns" -> token();
      case "bias" -> token();
      case "loss" -> loss();
      case "activation" -> pieces();
      case "slope" -> number();
      case "inputs", "targets", "weights", "biases", "entries" -> list(this::number);
      case "noise" -> noise();
      case "features" -> features();
      default -> throw error("unknown field \"" + name + "\"");
    };
  }

  /** Reads where inputs come from (format.md 4.17), its two fields in any order. */
  private String features() {
    Map<String, String> fields = new HashMap<>();
    expect('{');
    do {
      String name = string();
      expect(':');
      String value = name.equals("model") ? "\"" + string() + "\"" : token();
      if (fields.put(name, value) != null) {
        throw error("the field \"" + name + "\" twice");
      }
    } while (comma());
    expect('}');
    if (!fields.keySet().equals(Set.of("model", "nodes"))) {
      throw error("expected {\"model\":…,\"nodes\":…} before this");
    }
    return "{\"model\":" + fields.get("model") + ",\"nodes\":" + fields.get("nodes") + "}";
  }

  /** Reads a word, the formula of the only hidden layer, or a list. */
  private String noise() {
    return switch (peek()) {
      case '"' -> "\"" + string() + "\"";
      case '{' -> "[" + lift() + "]";
      default -> list(() -> peek() == '{' ? lift() : number());
    };
  }

  /** Reads the formula of lifted noise (format.md 5.46), its fields in any order. */
  private String lift() {
    Map<String, String> fields = new HashMap<>();
    expect('{');
    if (!string().equals("lift")) {
      throw error("expected {\"lift\":{…}}");
    }
    expect(':');
    expect('{');
    do {
      String name = string();
      expect(':');
      String value =
          switch (name) {
            case "near" -> peek() == '"' ? number() : list(this::number);
            case "prime", "bits" -> token();
            case "groups" -> list(this::token);
            default -> throw error("unknown field \"" + name + "\"");
          };
      if (fields.put(name, value) != null) {
        throw error("the field \"" + name + "\" twice");
      }
    } while (fields.size() < LIFT.size() && comma());
    expect('}');
    expect('}');
    StringBuilder json = new StringBuilder("{\"lift\":");
    for (String name : LIFT) {
      if (!fields.containsKey(name)) {
        throw error("the field \"" + name + "\" expected before this");
      }
      json.append(name.equals("near") ? "{\"" : ",\"").append(name).append("\":");
      json.append(fields.get(name));
    }
    return json.append("}}").toString();
  }

  private boolean comma() {
    boolean more = peek() == ',';
    at += more ? 1 : 0;
    return more;
  }

  /** Reads the name of an activation: the number of pieces of a maxout unit, or nothing. */
  private String pieces() {
    int from = at;
    String word = string();
    if (!word.equals("leaky") && !word.matches("maxout:[1-9][0-9]{0,8}")) {
      at = from;
      throw error("expected leaky or maxout: with a number");
    }
    return word.replaceFirst("leaky|maxout:", "");
  }

  /** Reads the name of a loss; squares have no field in canonical form. */
  private String loss() {
    int from = at;
    String word = string();
    if (word.equals("squared")) {
      return "";
    }
    if (word.equals("logistic") || word.equals("cross-entropy")) {
      return "\"" + word + "\"";
    }
    Optional<String> delta =
        word.startsWith("huber:")
            ? NumberLiteral.canonical(word.substring("huber:".length()))
            : Optional.empty();
    if (delta.isEmpty()) {
      at = from;
      throw error("expected squared, huber: with a number, logistic or cross-entropy");
    }
    return "\"huber:" + delta.get() + "\"";
  }

  /** Reads a nested list of numbers (and of the words generic and none) into canonical form. */
  private String list(Supplier<String> item) {
    StringBuilder json = new StringBuilder();
    int depth = 0;
    do {
      char c = peek();
      if (c == '[') {
        at++;
        depth++;
        json.append('[');
        if (depth > MAX_NESTING) {
          throw error("lists nested too deeply");
        }
        if (peek() != ']') {
          continue;
        }
      } else if (depth == 0) {
        throw error("expected a list");
      } else {
        json.append(item.get());
      }
      while (depth > 0 && peek() == ']') {
        at++;
        depth--;
        json.append(']');
      }
      if (depth > 0) {
        expect(',');
        json.append(',');
      }
    } while (depth > 0);
    return json.toString();
  }

  private String number() {
    int from = at;
    boolean quoted = peek() == '"';
    String literal = quoted ? string() : token();
    if (quoted && (literal.equals("generic") || literal.equals("none"))) {
      return "\"" + literal + "\"";
    }
    boolean form = quoted || NumberLiteral.isJson(literal);
    Optional<String> spelling = form ? literals.canonical(literal) : Optional.empty();
    if (spelling.isEmpty()) {
      at = from;
      throw error(
          form
              ? "expected a number within the limits"
              : "expected a number as JSON has it; fractions and others in quotes, as \"1/2\"");
    }
    return spelling.get();
  }

  private String token() {
    peek();
    int from = at;
    while (at < text.length()
        && "+-.0123456789abcdefghijklmnopqrstuvwxyzE".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    if (at == from) {
      throw error("expected a value");
    }
    return text.substring(from, at);
  }

  private String string() {
    expect('"');
    int from = at;
    while (at < text.length() && text.charAt(at) != '"') {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    if (at >= text.length()) {
      at = Math.min(at, text.length());
      throw error("a string without end");
    }
    return text.substring(from, at++);
  }

  private char peek() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at < text.length() ? text.charAt(at) : 0;
  }

  private void expect(char c) {
    if (peek() != c || at >= text.length()) {
      throw error("expected " + c);
    }
    at++;
  }

  private BadInstanceException error(String reason) {
    long line = 1 + text.substring(0, at).chars().filter(c -> c == '\n').count();
    int column = at - text.lastIndexOf('\n', Math.max(0, at - 1));
    return new BadInstanceException("line " + line + ", column " + column + ": " + reason);
  }
}
