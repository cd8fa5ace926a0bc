package org.dlmcert.certify;

import org.dlmcert.pattern.PatternScope;
import org.dlmcert.progress.Progress;

/**
 * One way of deciding full column rank over all patterns. A method may fail to decide; what it
 * decides is exact, and the independent checker decides whether to believe it.
 */
public sealed interface Method
    permits AllLayersPatterns,
        AllOnesPattern,
        DominatedNoise,
        EveryPattern,
        GenericLayerCount,
        IndependentInputs,
        InputPartition,
        LayerMatching,
        NoNoise,
        NoiseSupport,
        RealizableCells,
        ReducedProblems,
        SingleEntries,
        SlopeCollapse,
        SlopeZero,
        SlopesNearOne {

  /** The word of {@code --method} under which this method runs. */
  MethodName name();

  Attempt attempt(FullRankProblem problem, PatternScope scope, Budget budget, Progress progress);
}
