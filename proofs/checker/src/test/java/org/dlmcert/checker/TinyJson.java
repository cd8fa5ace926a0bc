package org.dlmcert.checker;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A small JSON reader for tests: maps, lists, strings, and the other tokens as they are. */
final class TinyJson {
  private final String text;
  private int at;

  private TinyJson(String text) {
    this.text = text;
  }

  /** The fields of an object. */
  record Fields(Map<String, Object> map) {
    boolean has(String name) {
      return map.containsKey(name);
    }

    Object get(String name) {
      return Objects.requireNonNull(map.get(name), name);
    }
  }

  static Fields object(String text) {
    return fields(new TinyJson(text).value());
  }

  static Fields fields(Object value) {
    return (Fields) value;
  }

  @SuppressWarnings("unchecked")
  static List<Object> list(Object value) {
    return (List<Object>) value;
  }

  private Object value() {
    char c = text.charAt(at);
    if (c == '"') {
      int end = text.indexOf('"', at + 1);
      String string = text.substring(at + 1, end);
      at = end + 1;
      return string;
    }
    if (c == '[' || c == '{') {
      return c == '[' ? items() : members();
    }
    int from = at;
    while (at < text.length() && ",]}".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    String token = text.substring(from, at);
    return token.equals("true") || token.equals("false") ? (Object) Boolean.valueOf(token) : token;
  }

  private List<Object> items() {
    List<Object> items = new ArrayList<>();
    while (text.charAt(at++) != ']') {
      if (text.charAt(at) == ']') {
        continue;
      }
      items.add(value());
    }
    return items;
  }

  private Fields members() {
    Map<String, Object> members = new LinkedHashMap<>();
    while (text.charAt(at++) != '}') {
      if (text.charAt(at) == '}') {
        continue;
      }
      String name = value().toString();
      at++;
      members.put(name, value());
    }
    return new Fields(members);
  }
}
