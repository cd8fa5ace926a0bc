package org.dlmcert.spark;

import java.io.Serializable;
import java.util.ArrayList;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import org.dlmcert.task.Work;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction1;

/** Does the batches of a partition. The work was sent once to every executor. */
final class OnExecutor<T extends Serializable, R extends Serializable>
    extends AbstractFunction1<Iterator<Batch<T>>, ArrayList<Answer<R>>> implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Broadcast<Work<T, R>> work;

  OnExecutor(Broadcast<Work<T, R>> work) {
    this.work = work;
  }

  @Override
  public ArrayList<Answer<R>> apply(Iterator<Batch<T>> batches) {
    ArrayList<Answer<R>> answers = new ArrayList<>();
    TaskContext context = TaskContext.get();
    try {
      Work.Worker<T, R> worker = work.value().worker();
      while (batches.hasNext()) {
        for (T task : batches.next().tasks()) {
          answers.add(answer(worker, task, context));
          context.killTaskIfInterrupted();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      context.killTaskIfInterrupted();
      throw new IllegalStateException("interrupted, and nobody has asked for it", e);
    }
    return answers;
  }

  private static <T, R extends Serializable> Answer<R> answer(
      Work.Worker<T, R> worker, T task, TaskContext context) throws InterruptedException {
    try {
      return new Answer.Result<>(worker.result(task, context::isInterrupted));
    } catch (RuntimeException thrown) {
      context.killTaskIfInterrupted(); // then it was thrown because of that
      return new Answer.Failure<>(thrown);
    }
  }
}
