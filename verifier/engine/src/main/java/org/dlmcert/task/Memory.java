package org.dlmcert.task;

import java.util.Optional;

/** What came of tasks, in words. Safe for use by several threads. */
public interface Memory {
  /** What came of a task of some work; empty if that is not known. */
  Optional<String> result(String work, String task);

  /** This came of a task. */
  void keep(String work, String task, String result);
}
