package org.dlmcert.checker;

import java.util.List;

/**
 * A kind of certificate: one of the closed table {@link #TABLE} (format.md section 5).
 *
 * @param <S> what it speaks about
 * @param <C> what it says
 */
sealed interface Rule<S, C extends Claim<S>>
    permits NetworkRule, PointClaimRule, MinimaRule, WorstMinimumRule, WidthRule, RankRule {
  List<Rule<?, ?>> TABLE =
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

  /** Evidence that has been read and not yet been checked. */
  @FunctionalInterface
  interface Evidence {
    /** Applies the rule; returns only if the evidence proves the claim. */
    void check(Steps steps);
  }

  /** Returns the name of the kind. */
  String kind();

  C readClaim(CanonicalReader in);

  S readSubject(CanonicalReader in);

  /** Rejects subjects and claims that the kind does not apply to, and reads the evidence. */
  Evidence readEvidence(CanonicalReader in, S subject, C claim);
}
