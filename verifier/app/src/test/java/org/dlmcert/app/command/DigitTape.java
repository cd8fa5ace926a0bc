package org.dlmcert.app.command;

import java.util.ArrayList;
import java.util.List;
import org.apfloat.Apfloat;

/** Sums and products of numbers of many digits, and the derivatives of the last one by all. */
final class DigitTape {
  private final List<Node> nodes = new ArrayList<>();
  private final Apfloat zero;
  private final Apfloat one;

  DigitTape(long digits) {
    zero = new Apfloat(0, digits);
    one = new Apfloat(1, digits);
  }

  /** A number, with what it comes from. */
  static final class Node {
    private final Apfloat value;
    private final List<Node> from;
    private final List<Apfloat> factors;
    private Apfloat derivative;

    private Node(Apfloat value, List<Node> from, List<Apfloat> factors, Apfloat derivative) {
      this.value = value;
      this.from = from;
      this.factors = factors;
      this.derivative = derivative;
    }

    Apfloat value() {
      return value;
    }

    /** The derivative of what {@link DigitTape#differentiate} was asked about. */
    Apfloat derivative() {
      return derivative;
    }
  }

  Node number(Apfloat value) {
    return node(value, List.of(), List.of());
  }

  Node sum(Node a, Node b) {
    return node(a.value.add(b.value), List.of(a, b), List.of(one, one));
  }

  Node product(Node a, Node b) {
    return node(a.value.multiply(b.value), List.of(a, b), List.of(b.value, a.value));
  }

  Node scaled(Node a, Apfloat factor) {
    return node(a.value.multiply(factor), List.of(a), List.of(factor));
  }

  private Node node(Apfloat value, List<Node> from, List<Apfloat> factors) {
    Node node = new Node(value, from, factors, zero);
    nodes.add(node);
    return node;
  }

  /** Sets the derivatives of a number by all numbers that it comes from. */
  void differentiate(Node result) {
    result.derivative = one;
    for (int k = nodes.size() - 1; k >= 0; k--) {
      Node node = nodes.get(k);
      if (node.derivative.signum() != 0) {
        for (int f = 0; f < node.from.size(); f++) {
          Node source = node.from.get(f);
          source.derivative = source.derivative.add(node.derivative.multiply(node.factors.get(f)));
        }
      }
    }
  }
}
