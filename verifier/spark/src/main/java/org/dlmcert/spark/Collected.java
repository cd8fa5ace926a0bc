package org.dlmcert.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.dlmcert.task.Results;

/**
 * The answers of the batches of one job, as they come in. It is whole when each batch has answered,
 * up to the first that makes those after it pointless.
 */
final class Collected<T extends Serializable, R extends Serializable> {
  private final List<Batch<T>> batches;
  private final Results<R> results;
  private final List<Optional<List<R>>> answers = new ArrayList<>();
  private final CompletableFuture<List<R>> whole = new CompletableFuture<>();
  private int last;

  Collected(List<Batch<T>> batches, Results<R> results) {
    this.batches = batches;
    this.results = results;
    batches.forEach(batch -> answers.add(Optional.empty()));
    last = batches.size() - 1;
  }

  /** All results up to the last that counts, or what went wrong. */
  CompletableFuture<List<R>> whole() {
    return whole;
  }

  /** A batch has answered; a second time if an executor was thought to be lost. */
  synchronized void add(int batch, List<Answer<R>> found) {
    if (batch > last || answers.get(batch).isPresent() || whole.isDone()) {
      return;
    }
    List<R> kept = new ArrayList<>();
    try {
      for (Answer<R> answer : found) {
        if (answer instanceof Answer.Failure<R> failure) {
          throw failure.thrown();
        }
        R result = ((Answer.Result<R>) answer).result();
        int task = batches.get(batch).first() + kept.size();
        kept.add(result);
        if (results.ends(task, result)) {
          last = batch;
          break;
        }
      }
    } catch (RuntimeException thrown) {
      whole.completeExceptionally(thrown);
      return;
    }
    answers.set(batch, Optional.of(kept));
    if (answers.subList(0, last + 1).stream().allMatch(Optional::isPresent)) {
      whole.complete(
          answers.subList(0, last + 1).stream()
              .flatMap(one -> one.orElseThrow().stream())
              .toList());
    }
  }
}
