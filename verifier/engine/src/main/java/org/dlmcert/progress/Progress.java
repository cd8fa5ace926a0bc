package org.dlmcert.progress;

/**
 * Hears how far a search has come.
 *
 * <p>A search names each stage as it begins and then reports the number of steps done in it.
 * Listeners may be called from several threads at once and must neither block nor throw; what they
 * do has no influence on the result.
 */
public interface Progress {

  /** The total of a stage whose number of steps is not known. */
  long UNKNOWN = -1;

  /** Hears nothing. */
  Progress NONE =
      new Progress() {
        @Override
        public void stage(String name, long total) {}

        @Override
        public void step(long done) {}
      };

  /**
   * A stage begins; the stage before it has ended.
   *
   * @param name what is being done, in words, such as "rank modulo a prime"
   * @param total the number of steps of the stage, or {@link #UNKNOWN}
   */
  void stage(String name, long total);

  /**
   * So many steps of the current stage are done.
   *
   * @param done counted from the beginning of the stage
   */
  void step(long done);
}
