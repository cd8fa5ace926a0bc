package org.dlmcert.paper.statement;

import java.util.List;
import java.util.stream.Stream;
import org.dlmcert.paper.Statement;

/** All statements, in the order of the paper and then of what goes beyond it. */
public final class Statements {
  private Statements() {}

  /** The paper's own statements. */
  public static final List<Statement> OF_THE_PAPER =
      List.of(
          new Lemma1(),
          new Fact2(),
          new AbsorbedOutputWeights(),
          new Lemma3(),
          new Theorem4(),
          new Theorem4Tightness(),
          new Dichotomies(),
          new Theorem5(),
          new ExtensionA(),
          new ExtensionB(),
          new ExtensionC(),
          new Corollary6(),
          new GradientFormula(),
          new HessianFormula(),
          new TransposedTerm(),
          new HessianAtZero(),
          new HessianAtMinima(),
          new Section6(),
          new Fact7(),
          new Lemma8(),
          new AppendixB());

  /** What goes beyond the paper, in the same form. */
  public static final List<Statement> BEYOND =
      List.of(
          new PartitionTheorem(),
          new CertifiedWidth(),
          new RealizablePatterns(),
          new NoNoise(),
          new CollapseTheorem(),
          new AllSlopesButFinitelyMany(),
          new ArchimedeanCollapse(),
          new Reductions(),
          new NoiseLift(),
          new DominatedNoise(),
          new FailureProbability(),
          new LayersAllGeneric(),
          new LayersMatching(),
          new SeveralOutputs(),
          new KinkMinima(),
          new StrictSaddles(),
          new DeepMinima(),
          new TranscendentalSlope(),
          new RankCeiling());

  /** Both. */
  public static final List<Statement> ALL =
      Stream.of(OF_THE_PAPER, BEYOND).flatMap(List::stream).toList();
}
