package org.dlmcert.spark;

import java.io.Serializable;

/** What came of a task on an executor. */
sealed interface Answer<R extends Serializable> extends Serializable {
  /** Its result. */
  record Result<R extends Serializable>(R result) implements Answer<R> {}

  /** What it has thrown, which the driver throws again. */
  record Failure<R extends Serializable>(RuntimeException thrown) implements Answer<R> {}
}
