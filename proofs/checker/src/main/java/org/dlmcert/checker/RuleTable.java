package org.dlmcert.checker;

import java.util.List;
import org.dlmcert.checker.cells.CellsRule;
import org.dlmcert.checker.faces.LocalMinimaRule;
import org.dlmcert.checker.labels.EnclosedDescentRule;
import org.dlmcert.checker.least.AnyWidthRule;
import org.dlmcert.checker.least.LeastLossRule;
import org.dlmcert.checker.minima.HeldMinimumRule;
import org.dlmcert.checker.minima.MinimaRule;
import org.dlmcert.checker.minima.WorstMinimumRule;
import org.dlmcert.checker.nearby.BallRule;
import org.dlmcert.checker.nearby.NearbyMinimumRule;
import org.dlmcert.checker.nearby.NearbySaddleRule;
import org.dlmcert.checker.nearby.NearbyZeroRule;
import org.dlmcert.checker.noise.NoiseBallRule;
import org.dlmcert.checker.outputs.CommonPairsRule;
import org.dlmcert.checker.outputs.CrowdedPairsRule;
import org.dlmcert.checker.outputs.LinearUnitsRule;
import org.dlmcert.checker.pattern.ArchimedeanRule;
import org.dlmcert.checker.pattern.CollapseRule;
import org.dlmcert.checker.pattern.DeadPatternRule;
import org.dlmcert.checker.pattern.DeepCollapseRule;
import org.dlmcert.checker.pattern.DeepNullVectorRule;
import org.dlmcert.checker.pattern.DiagonalRule;
import org.dlmcert.checker.pattern.GenericLayersRule;
import org.dlmcert.checker.pattern.HallSetRule;
import org.dlmcert.checker.pattern.IndependentInputsRule;
import org.dlmcert.checker.pattern.LiftRule;
import org.dlmcert.checker.pattern.MaskedTightSetRule;
import org.dlmcert.checker.pattern.MatchingRule;
import org.dlmcert.checker.pattern.NullVectorRule;
import org.dlmcert.checker.pattern.OpenCellRule;
import org.dlmcert.checker.pattern.PartitionRule;
import org.dlmcert.checker.pattern.PointRule;
import org.dlmcert.checker.pattern.TightSetRule;
import org.dlmcert.checker.pattern.TreeRule;
import org.dlmcert.checker.point.DescentPathRule;
import org.dlmcert.checker.point.GlobalMinimumRule;
import org.dlmcert.checker.point.KinkSaddleRule;
import org.dlmcert.checker.point.LocalMinimumRule;
import org.dlmcert.checker.point.PathProductsRule;
import org.dlmcert.checker.rank.BorderedMinorsRule;
import org.dlmcert.checker.rank.RankRule;
import org.dlmcert.checker.rank.SparseRankRule;
import org.dlmcert.checker.rank.WidthRule;
import org.dlmcert.checker.rule.Rule;

/** The kinds of certificates there are, a closed table (format.md section 5). */
final class RuleTable {
  static final List<Rule<?, ?>> RULES =
      List.of(
          new PartitionRule(),
          new TightSetRule(),
          new IndependentInputsRule(),
          new NullVectorRule(),
          new OpenCellRule(),
          new DeadPatternRule(),
          new GenericLayersRule(),
          new MatchingRule(),
          new HallSetRule(),
          new LiftRule(),
          new CollapseRule(),
          new MaskedTightSetRule(),
          new PointRule(),
          new TreeRule(),
          new ArchimedeanRule(),
          new NoiseBallRule(),
          new CellsRule(),
          new DiagonalRule(),
          new DeepCollapseRule(),
          new DeepNullVectorRule(),
          new LinearUnitsRule(),
          new CommonPairsRule(),
          new CrowdedPairsRule(),
          new EnclosedDescentRule(),
          new DescentPathRule(),
          new KinkSaddleRule(),
          new LocalMinimumRule(),
          new PathProductsRule(),
          new GlobalMinimumRule(),
          new NearbyZeroRule(),
          new NearbyMinimumRule(),
          new NearbySaddleRule(),
          new BallRule(),
          new MinimaRule(),
          new WorstMinimumRule(),
          new HeldMinimumRule(),
          new LocalMinimaRule(),
          new LeastLossRule(),
          new AnyWidthRule(),
          new WidthRule(),
          new RankRule(),
          new BorderedMinorsRule(),
          new SparseRankRule());

  private RuleTable() {}
}
