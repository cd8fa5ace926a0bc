package org.dlmcert.checker.cells;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.dlmcert.checker.algebra.ModularBasis;
import org.dlmcert.checker.algebra.ModularRows;
import org.dlmcert.checker.algebra.Steps;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.form.Rejection;
import org.dlmcert.checker.form.Work;
import org.dlmcert.checker.network.BlockColumns;

/**
 * All choices of a cell for each unit, depth first over the units, without recursion: a unit adds
 * its block of rows. Where the rows have rank N, the columns are independent whatever follows. Each
 * block's work is counted before it is added.
 */
public final class CellProduct {
  private final List<BitSet> cells;
  private final BlockColumns columns;
  private final int units;
  private final List<Integer> primes;
  private final List<Blocks> blocks = new ArrayList<>();
  private final Rational slope;
  private final Steps steps;
  private final int[] choice;

  CellProduct(
      List<BitSet> cells,
      BlockColumns columns,
      int units,
      List<Integer> primes,
      Rational slope,
      Steps steps) {
    this.cells = cells;
    this.columns = columns;
    this.units = units;
    this.primes = primes;
    this.slope = slope;
    this.steps = steps;
    this.choice = new int[units];
  }

  /** Rejects the evidence unless every choice gives independent columns modulo some prime. */
  void requireEveryChoiceIndependent() {
    int samples = columns.size();
    ModularRows rows = new ModularRows(primes.get(0), samples);
    int[] ranks = new int[units];
    int level = 0;
    while (level >= 0) {
      boolean full = rows.rank() == samples;
      if (full || level == units || choice[level] == cells.size()) {
        if (!full && level == units) {
          requireIndependentModuloLaterPrime();
        }
        level--;
        if (level >= 0) {
          rows.truncate(ranks[level]);
          choice[level]++;
        }
      } else {
        ranks[level] = rows.rank();
        blocks(0).add(level, cells.get(choice[level]), rows);
        level++;
        if (level < units) {
          choice[level] = 0;
        }
      }
    }
  }

  private void requireIndependentModuloLaterPrime() {
    int samples = columns.size();
    for (int q = 1; q < primes.size(); q++) {
      ModularRows rows = new ModularRows(primes.get(q), samples);
      for (int i = 0; i < units; i++) {
        blocks(q).add(i, cells.get(choice[i]), rows);
      }
      if (rows.rank() == samples) {
        return;
      }
    }
    throw new Rejection(
        steps.kind(),
        "evidence.primes",
        "no prime shows full column rank for the cells " + describe());
  }

  private String describe() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < units; i++) {
      text.append(i == 0 ? "" : ", ");
      for (int n = 0; n < columns.size(); n++) {
        text.append(cells.get(choice[i]).get(n) ? '+' : '-');
      }
    }
    return text.toString();
  }

  private Blocks blocks(int q) {
    while (blocks.size() <= q) {
      blocks.add(new Blocks(primes.get(blocks.size()), columns, units, slope, steps.work()));
    }
    return blocks.get(q);
  }

  /** The rows of E∘X modulo a prime, columns cleared. */
  private static final class Blocks {
    private final int prime;
    private final long slope;
    private final long[][] residues;
    private final int rows;
    private final Work work;

    Blocks(int prime, BlockColumns columns, int units, Rational slope, Work work) {
      work.add(columns.size(), columns.length());
      this.prime = prime;
      this.work = work;
      this.slope = new ModularBasis(prime, 1).residues(new Rational[] {slope}, work)[0];
      this.rows = columns.rows();
      work.reserve(units, rows, columns.size());
      work.reserve(Math.min(columns.size(), columns.length()), columns.size());
      this.residues = new long[units * rows][columns.size()];
      ModularBasis field = new ModularBasis(prime, columns.length());
      for (int n = 0; n < columns.size(); n++) {
        long[] column = field.residues(columns.column(n), work);
        for (int r = 0; r < column.length; r++) {
          residues[r][n] = column[r];
        }
      }
    }

    /** Adds the rows of a unit, with slope 1 on the samples of the cell and s on the others. */
    void add(int unit, BitSet cell, ModularRows basis) {
      work.add(rows, residues[0].length, basis.rank() + rows + 9L);
      for (int r = unit * rows; r < (unit + 1) * rows; r++) {
        long[] row = residues[r].clone();
        for (int n = 0; n < row.length; n++) {
          row[n] = cell.get(n) ? row[n] : row[n] * slope % prime;
        }
        basis.add(row);
      }
    }
  }
}
