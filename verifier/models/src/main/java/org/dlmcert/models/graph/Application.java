package org.dlmcert.models.graph;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.dlmcert.exact.Rational;
import org.dlmcert.models.tensor.Tensor;
import org.dlmcert.models.tensor.Unfit;

/**
 * One use of an operator: its inputs and attributes. It keeps in mind which attributes were asked
 * for, so that one which the operator does not know is never passed over.
 */
public final class Application {
  private static final int LAST_WITH_CONSUMED_INPUTS = 5;

  private final Node node;
  private final List<Optional<Tensor>> inputs;
  private final long opset;
  private final Set<String> asked = new HashSet<>();
  private final List<String> notes = new ArrayList<>();

  Application(Node node, List<Optional<Tensor>> inputs, long opset) {
    this.node = node;
    this.inputs = List.copyOf(inputs);
    this.opset = opset;
  }

  /** The version of the operators that the model is written for. */
  public long opset() {
    return opset;
  }

  /** The number of inputs, those left out included. */
  public int inputs() {
    return inputs.size();
  }

  /** How many outputs are wanted. */
  public int outputs() {
    int count = node.outputs().size();
    while (count > 0 && node.outputs().get(count - 1).isEmpty()) {
      count--;
    }
    return count;
  }

  /**
   * Input k.
   *
   * @throws Unfit if there is none
   */
  public Tensor input(int k) {
    return optional(k).orElseThrow(() -> new Unfit("input " + k, "none"));
  }

  /** Input k, if there is one. */
  public Optional<Tensor> optional(int k) {
    return k < inputs.size() ? inputs.get(k) : Optional.empty();
  }

  /**
   * Refuses further inputs.
   *
   * @throws Unfit if there are more than {@code most}
   */
  public void atMost(int most) {
    if (inputs.size() > most) {
      throw new Unfit("at most " + most + " inputs", "" + inputs.size());
    }
  }

  /**
   * Refuses inputs of different element types.
   *
   * @throws Unfit with both types
   */
  public void requireOneType() {
    Optional<Tensor> first = inputs.stream().flatMap(Optional::stream).findFirst();
    for (Optional<Tensor> input : inputs) {
      if (input.isPresent() && input.get().type() != first.get().type()) {
        throw new Unfit("inputs of one type", first.get().type() + ", " + input.get().type());
      }
    }
  }

  /**
   * The integers of what is an input since a version of the operator, and was an attribute before.
   *
   * @throws Unfit if a version before that one is given an input
   */
  public Optional<List<Long>> integers(int since, int input, String attribute) {
    if (opset >= since) {
      return optional(input).map(Tensor::longs);
    }
    if (inputs.size() > input) {
      throw new Unfit(
          attribute + " as an attribute, as it is before version " + since + " of the operators",
          "it as input " + input);
    }
    return integers(attribute);
  }

  /** The attribute, if there is one. */
  public Optional<Attribute> attribute(String name) {
    asked.add(name);
    return Optional.ofNullable(node.attributes().get(name));
  }

  /** The integers of an attribute, if there is one. */
  public Optional<List<Long>> integers(String name) {
    return attribute(name)
        .map(
            a -> {
              if (a instanceof Attribute.Integers integers) {
                return integers.values();
              }
              // A list without elements has no type of its own.
              if (a instanceof Attribute.Numbers numbers && numbers.values().isEmpty()) {
                return List.of();
              }
              throw new Unfit("integers as attribute " + name, a.words());
            });
  }

  /** The integer of an attribute. */
  public long integer(String name, long otherwise) {
    return integers(name)
        .map(
            values -> {
              if (values.size() != 1) {
                throw new Unfit("one integer as attribute " + name, values.toString());
              }
              return values.get(0);
            })
        .orElse(otherwise);
  }

  /** The number of an attribute: the exact value of a single precision number. */
  public Rational number(String name, Rational otherwise) {
    return number(name).orElse(otherwise);
  }

  /** The number of an attribute, if there is one: the exact value of a single precision number. */
  public Optional<Rational> number(String name) {
    return attribute(name)
        .map(
            a -> {
              if (a instanceof Attribute.Numbers numbers && numbers.values().size() == 1) {
                return numbers.values().get(0);
              }
              throw new Unfit("one number as attribute " + name, a.words());
            });
  }

  /** The word of an attribute. */
  public String text(String name, String otherwise) {
    return attribute(name)
        .map(
            a -> {
              if (a instanceof Attribute.Text text) {
                return text.value();
              }
              throw new Unfit("a word as attribute " + name, a.words());
            })
        .orElse(otherwise);
  }

  /** States something about the function that was evaluated. */
  public void note(String words) {
    notes.add(words);
  }

  List<String> notes() {
    return notes;
  }

  /** Refuses attributes that nobody asked for. */
  void requireAllAsked() {
    Set<String> unknown = new TreeSet<>(node.attributes().keySet());
    unknown.removeAll(asked);
    if (opset <= LAST_WITH_CONSUMED_INPUTS) {
      // It told which inputs may be overwritten: nothing about values.
      unknown.remove("consumed_inputs");
    }
    if (!unknown.isEmpty()) {
      throw new Unfit(
          "no attribute but those of the operator that are supported ("
              + (asked.isEmpty() ? "none" : String.join(", ", asked))
              + ")",
          unknown.iterator().next());
    }
  }
}
