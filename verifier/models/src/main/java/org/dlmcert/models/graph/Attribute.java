package org.dlmcert.models.graph;

import java.util.List;
import org.dlmcert.exact.Rational;
import org.dlmcert.io.Place;
import org.dlmcert.models.tensor.Tensor;

/** A constant that a node is configured with. */
public sealed interface Attribute {
  /** The attribute in messages. */
  String words();

  /** One integer, or a list. */
  record Integers(List<Long> values) implements Attribute {
    public Integers {
      values = List.copyOf(values);
    }

    @Override
    public String words() {
      return "integers " + values;
    }
  }

  /** One number, or a list: the exact values of single precision numbers. */
  record Numbers(List<Rational> values) implements Attribute {
    public Numbers {
      values = List.copyOf(values);
    }

    @Override
    public String words() {
      return "numbers " + values;
    }
  }

  /** A word. */
  record Text(String value) implements Attribute {
    @Override
    public String words() {
      return Place.quote(value);
    }
  }

  /** A tensor. */
  record Constant(Tensor value) implements Attribute {
    @Override
    public String words() {
      return "a tensor " + value.shape();
    }
  }

  /** What no supported operator takes. */
  record Other(String words) implements Attribute {}
}
