package org.dlmcert.checker.algebra;

/**
 * A part of the groups of a certificate, from 0: those from ⌊G·index/of⌋ on, to the next part.
 *
 * @param of the number of parts; the whole is the one part of one
 */
public record Part(int index, int of) {
  public static final Part WHOLE = new Part(0, 1);

  /**
   * Reads K/M, the part K of M, counted from 1.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Part named(String text) {
    boolean form = text.matches("[1-9][0-9]{0,6}/[1-9][0-9]{0,6}");
    int slash = text.indexOf('/');
    Part part =
        form
            ? new Part(
                Integer.parseInt(text.substring(0, slash)) - 1,
                Integer.parseInt(text.substring(slash + 1)))
            : WHOLE;
    if (!form || part.index >= part.of) {
      throw new IllegalArgumentException("--part " + text + ": K/M with K from 1 to M expected");
    }
    return part;
  }

  public boolean isWhole() {
    return of == 1;
  }

  /** Returns whether the part holds this one of so many groups. */
  public boolean holds(int group, int groups) {
    return group >= first(index, groups) && group < first(index + 1, groups);
  }

  /** Returns how many of so many groups the part holds. */
  public long size(int groups) {
    return first(index + 1, groups) - first(index, groups);
  }

  private long first(int part, int groups) {
    return (long) groups * part / of;
  }

  /** Returns the part in words, counted from 1. */
  public String words() {
    return "part " + (index + 1) + " of " + of;
  }
}
