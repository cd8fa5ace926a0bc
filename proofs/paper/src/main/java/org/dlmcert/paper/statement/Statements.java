package org.dlmcert.paper.statement;

import java.util.List;
import java.util.stream.Stream;
import org.dlmcert.paper.Statement;
import org.dlmcert.paper.statement.appendix.AppendixB;
import org.dlmcert.paper.statement.appendix.Fact7;
import org.dlmcert.paper.statement.appendix.Lemma8;
import org.dlmcert.paper.statement.beyond.AllSlopesButFinitelyMany;
import org.dlmcert.paper.statement.beyond.ArchimedeanCollapse;
import org.dlmcert.paper.statement.beyond.CertifiedWidth;
import org.dlmcert.paper.statement.beyond.CollapseTheorem;
import org.dlmcert.paper.statement.beyond.DeepMinima;
import org.dlmcert.paper.statement.beyond.DominatedNoise;
import org.dlmcert.paper.statement.beyond.FailureProbability;
import org.dlmcert.paper.statement.beyond.KinkMinima;
import org.dlmcert.paper.statement.beyond.LayersAllGeneric;
import org.dlmcert.paper.statement.beyond.LayersMatching;
import org.dlmcert.paper.statement.beyond.NoNoise;
import org.dlmcert.paper.statement.beyond.NoiseLift;
import org.dlmcert.paper.statement.beyond.PartitionTheorem;
import org.dlmcert.paper.statement.beyond.RankCeiling;
import org.dlmcert.paper.statement.beyond.RealizablePatterns;
import org.dlmcert.paper.statement.beyond.Reductions;
import org.dlmcert.paper.statement.beyond.SeveralOutputs;
import org.dlmcert.paper.statement.beyond.StrictSaddles;
import org.dlmcert.paper.statement.beyond.Theorem4AtKinks;
import org.dlmcert.paper.statement.beyond.TranscendentalSlope;
import org.dlmcert.paper.statement.section4.AbsorbedForm;
import org.dlmcert.paper.statement.section4.AbsorbedOutputWeights;
import org.dlmcert.paper.statement.section4.Dichotomies;
import org.dlmcert.paper.statement.section4.Fact2;
import org.dlmcert.paper.statement.section4.Lemma1;
import org.dlmcert.paper.statement.section4.Lemma3;
import org.dlmcert.paper.statement.section4.Theorem4;
import org.dlmcert.paper.statement.section4.Theorem4Tightness;
import org.dlmcert.paper.statement.section5.AlexNetInequality;
import org.dlmcert.paper.statement.section5.Corollary6;
import org.dlmcert.paper.statement.section5.DeltaProduct;
import org.dlmcert.paper.statement.section5.ExtensionA;
import org.dlmcert.paper.statement.section5.ExtensionB;
import org.dlmcert.paper.statement.section5.ExtensionC;
import org.dlmcert.paper.statement.section5.GradientFormula;
import org.dlmcert.paper.statement.section5.HessianAtMinima;
import org.dlmcert.paper.statement.section5.HessianAtZero;
import org.dlmcert.paper.statement.section5.HessianFormula;
import org.dlmcert.paper.statement.section5.LastLayerAlone;
import org.dlmcert.paper.statement.section5.Section6;
import org.dlmcert.paper.statement.section5.Theorem5;
import org.dlmcert.paper.statement.section5.TransposedTerm;

/** All statements, in the order of the paper and then of what goes beyond it. */
public final class Statements {
  private Statements() {}

  /** The paper's own statements. */
  public static final List<Statement> OF_THE_PAPER =
      List.of(
          new Lemma1(),
          new Fact2(),
          new AbsorbedForm(),
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
          new LastLayerAlone(),
          new AlexNetInequality(),
          new GradientFormula(),
          new DeltaProduct(),
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
          new Theorem4AtKinks(),
          new StrictSaddles(),
          new DeepMinima(),
          new TranscendentalSlope(),
          new RankCeiling());

  /** Both. */
  public static final List<Statement> ALL =
      Stream.of(OF_THE_PAPER, BEYOND).flatMap(List::stream).toList();
}
