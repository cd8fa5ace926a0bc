package org.dlmcert.paper;

/**
 * A statement of Soudry and Carmon 2016, or one that goes beyond it, as something that can be
 * replayed: what is claimed, and a computation in exact arithmetic that would fail if it were
 * false.
 *
 * <p>A replay goes through instances, checks the claim on each, and ends with at least one negative
 * control: the same check where a hypothesis is dropped and the conclusion has to break. Without a
 * control, or without a check, a replay does not pass ({@link Replay#passed}).
 */
public interface Statement {
  /** What is claimed, under which hypotheses, and where it stands. */
  Heading heading();

  /** Checks the claim and writes down what was seen. Deterministic; seeds are written down. */
  void replay(Transcript transcript, Extent extent);
}
