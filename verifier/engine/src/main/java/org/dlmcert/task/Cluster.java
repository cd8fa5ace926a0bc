package org.dlmcert.task;

import java.nio.file.Path;
import java.util.List;

/** A way to the processes of a cluster; a service of {@link java.util.ServiceLoader}. */
public interface Cluster {
  /**
   * Connects.
   *
   * @param master its address
   * @param code the jars of this program, which the tasks need there
   * @throws Unusable if there is no such cluster, or none of its machines can do tasks
   * @throws InterruptedException if the thread is interrupted
   */
  Workers connect(String master, List<Path> code) throws InterruptedException;

  /** There is no such cluster, or none of its machines can do tasks; the message says why. */
  final class Unusable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With the reason, in words for people. */
    public Unusable(String message) {
      super(message);
    }
  }
}
