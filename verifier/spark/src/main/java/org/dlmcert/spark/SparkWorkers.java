package org.dlmcert.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.apache.spark.SimpleFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.dlmcert.task.Results;
import org.dlmcert.task.Work;
import org.dlmcert.task.Workers;
import scala.concurrent.ExecutionContext;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractFunction0;
import scala.runtime.AbstractFunction1;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;
import scala.util.Try;

/**
 * The executors of a Spark application. Each call is a job: the work is broadcast, the tasks are
 * dealt out in batches of consecutive ones, Spark does again what a lost executor had, and answers
 * are collected here in the order of the tasks.
 */
final class SparkWorkers implements Workers {
  /** Batches for each core: fewer, and the last ones are waited for; more, and Spark is slow. */
  private static final int BATCHES = 32;

  private final JavaSparkContext spark;
  private final Executors executors;
  private final Quiet quiet;

  /** With what is to be closed with it. */
  SparkWorkers(JavaSparkContext spark, Executors executors, Quiet quiet) {
    this.spark = spark;
    this.executors = executors;
    this.quiet = quiet;
  }

  @Override
  public int size() {
    return Math.max(1, spark.defaultParallelism());
  }

  @Override
  public int threads() {
    return Runtime.getRuntime().availableProcessors();
  }

  @Override
  public <T extends Serializable, R extends Serializable> List<R> run(
      Work<T, R> work, List<T> tasks, Results<R> results) throws InterruptedException {
    if (tasks.isEmpty()) {
      return List.of();
    }
    List<Batch<T>> batches = Batch.of(tasks, size() * BATCHES);
    Collected<T, R> collected = new Collected<>(batches, results);
    Broadcast<Work<T, R>> sent = spark.broadcast(work);
    SimpleFutureAction<BoxedUnit> job;
    try {
      job = submitted(batches, sent, collected);
    } catch (IllegalStateException stopped) {
      throw executors.lost(stopped);
    }
    try {
      return result(collected.whole());
    } finally {
      job.cancel();
      sent.destroy(false);
    }
  }

  private <T extends Serializable, R extends Serializable> SimpleFutureAction<BoxedUnit> submitted(
      List<Batch<T>> batches, Broadcast<Work<T, R>> sent, Collected<T, R> collected) {
    spark.setJobGroup("dlmcert", "tasks of dlmcert", true);
    SimpleFutureAction<BoxedUnit> job =
        spark
            .sc()
            .submitJob(
                spark.parallelize(batches, batches.size()).rdd(),
                new OnExecutor<T, R>(sent),
                CollectionConverters.asScala(
                        IntStream.range(0, batches.size()).<Object>mapToObj(k -> k).toList())
                    .toSeq(),
                new AbstractFunction2<Object, ArrayList<Answer<R>>, BoxedUnit>() {
                  @Override
                  public BoxedUnit apply(Object batch, ArrayList<Answer<R>> answers) {
                    collected.add((Integer) batch, answers);
                    return BoxedUnit.UNIT;
                  }
                },
                new AbstractFunction0<BoxedUnit>() {
                  @Override
                  public BoxedUnit apply() {
                    return BoxedUnit.UNIT;
                  }
                });
    job.onComplete(
        new AbstractFunction1<Try<BoxedUnit>, BoxedUnit>() {
          @Override
          public BoxedUnit apply(Try<BoxedUnit> end) {
            if (end.isFailure()) {
              collected.whole().completeExceptionally(executors.lost(end.failed().get()));
            }
            return BoxedUnit.UNIT;
          }
        },
        ExecutionContext.fromExecutor(Runnable::run));
    return job;
  }

  /** Waits, and looks now and then whether there is still somebody to wait for. */
  private <R> List<R> result(CompletableFuture<List<R>> whole) throws InterruptedException {
    while (true) {
      try {
        return whole.get(1, TimeUnit.SECONDS);
      } catch (TimeoutException e) {
        executors.check();
      } catch (ExecutionException e) {
        if (e.getCause() instanceof RuntimeException thrown) {
          throw thrown;
        }
        throw new IllegalStateException(e.getCause());
      }
    }
  }

  @Override
  public void close() {
    try {
      spark.close();
    } finally {
      quiet.close();
    }
  }
}
