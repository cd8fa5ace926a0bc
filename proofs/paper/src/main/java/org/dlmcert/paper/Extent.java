package org.dlmcert.paper;

/** How many instances a replay looks at, and how large they are. */
public enum Extent {
  /** For tests: a moment per statement. */
  SMALL,
  /** All statements within two minutes on two cores. */
  NORMAL,
  /** As long as it takes. */
  DEEP;

  /** The number that belongs to this extent. */
  public int of(int small, int normal, int deep) {
    return switch (this) {
      case SMALL -> small;
      case NORMAL -> normal;
      case DEEP -> deep;
    };
  }
}
