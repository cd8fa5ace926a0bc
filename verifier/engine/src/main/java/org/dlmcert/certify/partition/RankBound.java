package org.dlmcert.certify.partition;

import java.util.BitSet;
import java.util.Optional;
import org.dlmcert.exact.IntegerMatrix;

/**
 * An upper bound for the rank of some columns, and what proves it.
 *
 * @param columns those that the bound is about; of the columns that were asked about, each that is
 *     not among them adds at most 1 to the rank, and is counted so elsewhere
 * @param rank an upper bound for their rank
 * @param orthogonal independent vectors, as rows, orthogonal to these columns; none where other
 *     things prove the bound
 */
record RankBound(BitSet columns, int rank, Optional<IntegerMatrix> orthogonal) {}
