package org.dlmcert.io.instance;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.io.BadInput;
import org.dlmcert.io.Place;
import org.dlmcert.io.Table;
import org.dlmcert.model.Dataset;
import org.dlmcert.model.Features;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.model.LiftedNoise;
import org.dlmcert.model.Loss;
import org.dlmcert.model.Network;
import org.dlmcert.model.Weights;

/**
 * The fields of an instance as an input gives them, in any format: shapes are not checked yet.
 *
 * @param pieces of a maxout unit; 1 for other activations
 * @param features empty where the field is absent
 * @param noise empty where the field is absent
 * @param weights W_1, …, W_L
 * @param biases b_1, …, b_L
 * @param loss empty where the field is absent
 */
public record InstanceFields(
    Optional<String> name,
    List<Integer> widths,
    Rational slope,
    boolean bias,
    int pieces,
    Optional<Features> features,
    Table inputs,
    Optional<Table> targets,
    Optional<Noise> noise,
    Optional<Layers> weights,
    Optional<Layers> biases,
    Optional<Loss> loss) {

  /** The noise field. */
  public sealed interface Noise {
    /** One word for all hidden layers. */
    record Everywhere(LayerNoise noise) implements Noise {}

    /** One entry per hidden layer. */
    record PerLayer(List<LayerEntry> entries, Place place) implements Noise {
      public PerLayer {
        entries = List.copyOf(entries);
      }
    }
  }

  /** The noise of one hidden layer. */
  public sealed interface LayerEntry {
    record Word(LayerNoise noise) implements LayerEntry {}

    record Factors(Table table) implements LayerEntry {}

    /**
     * A formula (proofs/format.md, 5.46).
     *
     * @param near empty for noise near none
     * @param place where it stands
     */
    record Formula(
        Optional<Table> near, int prime, int bits, List<List<Integer>> groups, Place place)
        implements LayerEntry {
      public Formula {
        groups = List.copyOf(groups);
      }

      private LayerNoise noise(int samples, int units, int layer) {
        LayerNoise start =
            near.<LayerNoise>map(
                    t -> new LayerNoise.Given(t.matrix(samples, units, "N × d_" + layer)))
                .orElse(LayerNoise.NONE);
        try {
          return new LiftedNoise(start, prime, bits, groups, samples, units);
        } catch (IllegalArgumentException e) {
          throw place.bad(String.valueOf(e.getMessage()));
        }
      }
    }
  }

  /** One table per layer. */
  public record Layers(List<Table> tables, Place place) {
    public Layers {
      tables = List.copyOf(tables);
    }
  }

  /**
   * The noise that a word names.
   *
   * @throws BadInput if it names none
   */
  public static LayerNoise noiseNamed(String word, Place place) {
    return switch (word) {
      case "generic" -> LayerNoise.GENERIC;
      case "none" -> LayerNoise.NONE;
      default -> throw place.expected("\"generic\", \"none\" or a table", Place.quote(word));
    };
  }

  /**
   * The instance.
   *
   * @param defaultNoise the noise of every hidden layer where the input has none
   * @throws BadInput with both shapes, where shapes disagree
   */
  public Instance assemble(LayerNoise defaultNoise) {
    Network network = new Network(widths, slope, bias, pieces);
    RationalMatrix x = inputs.matrix(inputs.matrix().rows(), network.inputs(), "N × d_0");
    int samples = x.rows();
    Optional<RationalMatrix> y = targets.map(t -> t.targets(samples, network.outputs()));
    List<LayerNoise> layerNoise = noise(network, samples, defaultNoise);
    return new Instance(
        name,
        network,
        new Dataset(x, y, features),
        layerNoise,
        weights(weights, biases, network),
        loss.orElse(Loss.SQUARED));
  }

  private List<LayerNoise> noise(Network network, int samples, LayerNoise defaultNoise) {
    int hidden = network.depth() - 1;
    if (noise.isEmpty()) {
      return Collections.nCopies(hidden, defaultNoise);
    }
    if (noise.get() instanceof Noise.PerLayer perLayer) {
      List<LayerEntry> entries = perLayer.entries();
      if (entries.size() != hidden) {
        throw perLayer
            .place()
            .expected("one entry for each of " + hidden + " hidden layers", "" + entries.size());
      }
      List<LayerNoise> all = new ArrayList<>();
      for (int l = 1; l <= hidden; l++) {
        if (entries.get(l - 1) instanceof LayerEntry.Formula formula) {
          all.add(formula.noise(samples, network.width(l), l));
        } else if (entries.get(l - 1) instanceof LayerEntry.Factors factors) {
          all.add(
              new LayerNoise.Given(
                  factors.table().matrix(samples, network.width(l), "N × d_" + l)));
        } else {
          all.add(((LayerEntry.Word) entries.get(l - 1)).noise());
        }
      }
      return all;
    }
    return Collections.nCopies(hidden, ((Noise.Everywhere) noise.get()).noise());
  }

  /**
   * The weights, where there are any.
   *
   * @throws BadInput if shapes disagree, or weights or biases are missing
   */
  public static Optional<Weights> weights(
      Optional<Layers> weights, Optional<Layers> biases, Network network) {
    if (biases.isPresent() && !network.bias()) {
      throw biases.get().place().expected("no biases, as the field bias is false,", "some");
    }
    if (weights.isEmpty()) {
      if (biases.isPresent()) {
        throw biases.get().place().expected("weights with the biases", "none");
      }
      return Optional.empty();
    }
    if (network.bias() && biases.isEmpty()) {
      throw weights
          .get()
          .place()
          .expected("biases with the weights, as the field bias is true,", "none");
    }
    List<Table> tables = perLayer(weights.get(), network, "weight matrices W_1, …, W_L");
    List<RationalMatrix> matrices = new ArrayList<>();
    for (int l = 1; l <= network.depth(); l++) {
      matrices.add(
          tables
              .get(l - 1)
              .matrix(network.rows(l), network.width(l - 1), rows(network, l) + " × d_" + (l - 1)));
    }
    return Optional.of(new Weights(matrices, biases.map(b -> vectors(b, network))));
  }

  private static List<List<Rational>> vectors(Layers layers, Network network) {
    List<Table> tables = perLayer(layers, network, "bias vectors b_1, …, b_L");
    List<List<Rational>> vectors = new ArrayList<>();
    for (int l = 1; l <= network.depth(); l++) {
      vectors.add(tables.get(l - 1).list(network.rows(l), rows(network, l)));
    }
    return vectors;
  }

  private static String rows(Network network, int layer) {
    return (network.rows(layer) == network.width(layer) ? "" : network.pieces() + "·")
        + "d_"
        + layer;
  }

  private static List<Table> perLayer(Layers layers, Network network, String what) {
    if (layers.tables().size() != network.depth()) {
      throw layers.place().expected(network.depth() + " " + what, "" + layers.tables().size());
    }
    return layers.tables();
  }
}
