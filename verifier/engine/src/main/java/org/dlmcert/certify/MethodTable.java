package org.dlmcert.certify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dlmcert.certify.claim.BiasedOutputs;
import org.dlmcert.certify.claim.FullRankProblem;
import org.dlmcert.certify.claim.GenericOutputs;
import org.dlmcert.certify.claim.GenericWeights;
import org.dlmcert.certify.claim.GivenLayer;
import org.dlmcert.certify.claim.GivenOutputs;
import org.dlmcert.certify.claim.GivenUpperWeights;
import org.dlmcert.certify.claim.GivenWeights;
import org.dlmcert.certify.claim.HeldOutputs;
import org.dlmcert.certify.claim.LinearLayer;
import org.dlmcert.certify.deep.AllLayersPatterns;
import org.dlmcert.certify.deep.GenericLayerCount;
import org.dlmcert.certify.deep.LayerMatching;
import org.dlmcert.certify.deep.PairsAboveLayers;
import org.dlmcert.certify.each.GenericBelowGiven;
import org.dlmcert.certify.layer.AllOnesPattern;
import org.dlmcert.certify.layer.CrowdedInputs;
import org.dlmcert.certify.layer.DominatedNoise;
import org.dlmcert.certify.layer.EveryPattern;
import org.dlmcert.certify.layer.IndependentInputs;
import org.dlmcert.certify.layer.InputPartition;
import org.dlmcert.certify.layer.LinearUnits;
import org.dlmcert.certify.layer.NoNoise;
import org.dlmcert.certify.layer.NoiseSupport;
import org.dlmcert.certify.layer.OneGroup;
import org.dlmcert.certify.layer.RealizableCells;
import org.dlmcert.certify.layer.ReducedLeftInverse;
import org.dlmcert.certify.layer.ReducedProblems;
import org.dlmcert.certify.layer.SingleEntries;
import org.dlmcert.certify.layer.SlopeCollapse;
import org.dlmcert.certify.layer.SlopesNearOne;
import org.dlmcert.certify.method.Attempt;
import org.dlmcert.certify.method.Budget;
import org.dlmcert.certify.method.Method;
import org.dlmcert.certify.method.MethodName;
import org.dlmcert.certify.outputs.CollapseOfOutputs;
import org.dlmcert.certify.outputs.CopiedPartition;
import org.dlmcert.certify.outputs.DominatedPairs;
import org.dlmcert.certify.outputs.LeftInverseOfOutputs;
import org.dlmcert.certify.outputs.OnesOfAllOutputs;
import org.dlmcert.certify.outputs.PairsAndBiases;
import org.dlmcert.certify.outputs.PairsOfBothSides;
import org.dlmcert.certify.outputs.PatternsAndBiases;
import org.dlmcert.certify.outputs.ReducedOutputs;
import org.dlmcert.certify.outputs.SpanningOutputWeights;
import org.dlmcert.certify.outputs.TiedPatterns;
import org.dlmcert.progress.Progress;

/**
 * Which methods are tried for which kind of question, in this order: cheap and decisive ones first.
 * A test compares the table with that of the documentation.
 */
final class MethodTable {
  private static final List<Row<?>> ROWS =
      List.of(
          new Row<>(
              FullRankProblem.ZeroSlope.class,
              "slope 0",
              List.of(
                  new SlopeZero(),
                  new AnySlope(MethodName.IMMEDIATE),
                  new AnySlope(MethodName.PARTITION))),
          new Row<>(
              FullRankProblem.GenericLayer.class,
              "one layer above known inputs, generic noise",
              List.of(new OneGroup(), new InputPartition())),
          new Row<>(
              GivenLayer.class,
              "one layer above known inputs, given noise or none",
              List.of(
                  new NoNoise(),
                  new IndependentInputs(),
                  new SingleEntries.OfLayer(),
                  new DominatedNoise(),
                  new CrowdedInputs(), // before the pattern of ones, whose deficiency it explains
                  new NoiseSupport(),
                  new AllOnesPattern(),
                  new SlopeCollapse.OfLayer(),
                  new SlopesNearOne(),
                  new RealizableCells(),
                  new ReducedProblems(),
                  new EveryPattern())),
          new Row<>(
              GenericOutputs.class,
              "one layer below several outputs of generic weights, generic noise",
              List.of(new CopiedPartition())),
          new Row<>(
              HeldOutputs.class,
              "one layer below several outputs of given weights, generic noise",
              List.of(new PairsOfBothSides.OfGenericNoise())),
          new Row<>(
              GivenOutputs.class,
              "one layer below several outputs of given weights, given noise or none",
              List.of(
                  new SpanningOutputWeights(),
                  new DominatedPairs(),
                  new PairsOfBothSides.OfSupport(),
                  new OnesOfAllOutputs(),
                  new CollapseOfOutputs(),
                  new LeftInverseOfOutputs(),
                  new ReducedOutputs(),
                  new TiedPatterns())),
          new Row<>(
              BiasedOutputs.class,
              "several outputs, output biases trained",
              List.of(
                  new HeldBiases(MethodName.IMMEDIATE, MethodTable::trials),
                  new PairsAndBiases(),
                  new PatternsAndBiases.Ones(),
                  new HeldBiases(MethodName.PARTITION, MethodTable::trials),
                  new HeldBiases(MethodName.COLLAPSE, MethodTable::trials),
                  new HeldBiases(MethodName.ARCHIMEDEAN, MethodTable::trials),
                  new HeldBiases(MethodName.REDUCTION, MethodTable::trials),
                  new HeldBiases(MethodName.TREE, MethodTable::trials),
                  new PatternsAndBiases.All())),
          new Row<>(
              LinearLayer.class, "maxout units, given noise or none", List.of(new LinearUnits())),
          new Row<>(
              GenericWeights.class,
              "several layers, generic noise and generic weights",
              List.of(new GenericLayerCount())),
          new Row<>(
              GivenWeights.class,
              "several layers, generic noise and given weights, those of several outputs generic",
              List.of(new LayerMatching())),
          new Row<>(
              GivenUpperWeights.class,
              "several layers, generic noise and given weights, those of several outputs too",
              List.of(new PairsAboveLayers())),
          new Row<>(
              FullRankProblem.AllLayers.class,
              "the patterns of all layers",
              List.of(
                  new SingleEntries.OfAllLayers(),
                  new SlopeCollapse.OfAllLayers(),
                  new AllLayersPatterns())),
          new Row<>(
              FullRankProblem.BetweenLayers.class,
              "generic noise below a layer with given noise",
              List.of(new GenericBelowGiven())));

  /** The methods that do not look at the slope. */
  private static final List<Row<?>> AT_ANY_SLOPE =
      List.of(
          new Row<>(
              FullRankProblem.GenericLayer.class,
              "",
              List.of(new OneGroup(), new InputPartition())),
          new Row<>(
              GivenLayer.class,
              "",
              List.of(new IndependentInputs(), new CrowdedInputs(), new NoiseSupport())),
          new Row<>(GenericOutputs.class, "", List.of(new CopiedPartition())),
          new Row<>(HeldOutputs.class, "", List.of(new PairsOfBothSides.OfGenericNoise())),
          new Row<>(
              GivenOutputs.class,
              "",
              List.of(new SpanningOutputWeights(), new PairsOfBothSides.OfSupport())),
          new Row<>(
              BiasedOutputs.class,
              "",
              List.of(
                  new HeldBiases(MethodName.IMMEDIATE, MethodTable::atAnySlope),
                  new PairsAndBiases())),
          new Row<>(GenericWeights.class, "", List.of(new GenericLayerCount())),
          new Row<>(GivenWeights.class, "", List.of(new LayerMatching())),
          new Row<>(GivenUpperWeights.class, "", List.of(new PairsAboveLayers())),
          new Row<>(FullRankProblem.AllLayers.class, "", List.of(new SingleEntries.OfAllLayers())));

  /** The methods whose proofs can serve all slopes between s and 1, or that show bad minima. */
  private static final List<Row<?>> BETWEEN_SLOPES =
      List.of(
          new Row<>(
              FullRankProblem.GenericLayer.class,
              "",
              List.of(new OneGroup(), new InputPartition())),
          new Row<>(
              GivenLayer.class,
              "",
              List.of(
                  new NoNoise(),
                  new IndependentInputs(),
                  new SingleEntries.OfLayer(),
                  new SlopesNearOne(),
                  new RealizableCells(),
                  new ReducedLeftInverse())),
          new Row<>(GenericOutputs.class, "", List.of(new CopiedPartition())),
          new Row<>(HeldOutputs.class, "", List.of(new PairsOfBothSides.OfGenericNoise())),
          new Row<>(
              GivenOutputs.class,
              "",
              List.of(
                  new SpanningOutputWeights(), new LeftInverseOfOutputs(), new ReducedOutputs())),
          new Row<>(
              BiasedOutputs.class,
              "",
              List.of(
                  new HeldBiases(MethodName.IMMEDIATE, MethodTable::betweenSlopes),
                  new HeldBiases(MethodName.PARTITION, MethodTable::betweenSlopes),
                  new HeldBiases(MethodName.ARCHIMEDEAN, MethodTable::betweenSlopes),
                  new HeldBiases(MethodName.REDUCTION, MethodTable::betweenSlopes))),
          new Row<>(FullRankProblem.AllLayers.class, "", List.of(new SingleEntries.OfAllLayers())));

  private MethodTable() {}

  /** The methods for one kind of question. */
  private record Row<P extends FullRankProblem>(
      Class<P> kind, String question, List<? extends Method<P>> methods) {
    Stream<Trial<P>> trials(FullRankProblem problem) {
      return Stream.of(problem)
          .filter(kind::isInstance)
          .map(kind::cast)
          .flatMap(p -> methods.stream().map(method -> new Trial<>(method, p)));
    }
  }

  /** A method and a question of its kind. */
  record Trial<P extends FullRankProblem>(Method<P> method, P problem) {
    MethodName name() {
      return method.name();
    }

    Attempt attempt(Budget budget, Progress progress) {
      return method.attempt(problem, budget, progress);
    }
  }

  /** All methods for a question. */
  static List<Trial<?>> trials(FullRankProblem problem) {
    return trials(ROWS, problem);
  }

  /** The methods for a question that do not look at the slope. */
  static List<Trial<?>> atAnySlope(FullRankProblem problem) {
    return trials(AT_ANY_SLOPE, problem);
  }

  /** The methods for a question that can say something about all local minima. */
  static List<Trial<?>> betweenSlopes(FullRankProblem problem) {
    return trials(BETWEEN_SLOPES, problem);
  }

  private static List<Trial<?>> trials(List<Row<?>> rows, FullRankProblem problem) {
    List<Trial<?>> trials = new ArrayList<>();
    rows.forEach(row -> row.trials(problem).forEach(trials::add));
    return trials;
  }

  /** The kinds of questions, in the order of the table. */
  static List<Class<?>> kinds() {
    return ROWS.stream().<Class<?>>map(Row::kind).toList();
  }

  /** The rows of the table in the documentation: question, and methods by their words. */
  static List<String> documentation() {
    return ROWS.stream().map(row -> "| " + row.question() + " | " + words(row) + " |").toList();
  }

  private static String words(Row<?> row) {
    Map<String, List<String>> byWord = new LinkedHashMap<>();
    row.methods()
        .forEach(
            m -> byWord.computeIfAbsent(m.name().word(), w -> new ArrayList<>()).add(title(m)));
    return byWord.isEmpty()
        ? "none: UNDECIDED"
        : byWord.entrySet().stream()
            .map(e -> "`" + e.getKey() + "`: " + String.join(", ", e.getValue()))
            .collect(Collectors.joining("; "));
  }

  /** The name of the class in words. */
  private static String title(Method<?> method) {
    Class<?> named = method.getClass();
    while (named.getEnclosingClass() != null) {
      named = named.getEnclosingClass();
    }
    return named.getSimpleName().replaceAll("(?<!^)(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
  }
}
