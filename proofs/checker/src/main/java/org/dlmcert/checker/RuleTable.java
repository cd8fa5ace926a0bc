package org.dlmcert.checker;

import java.util.List;

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
          new CellsRule(),
          new DiagonalRule(),
          new DeepCollapseRule(),
          new DeepNullVectorRule(),
          new DescentPathRule(),
          new LocalMinimumRule(),
          new PathProductsRule(),
          new GlobalMinimumRule(),
          new MinimaRule(),
          new WorstMinimumRule(),
          new WidthRule(),
          new RankRule());

  private RuleTable() {}
}
