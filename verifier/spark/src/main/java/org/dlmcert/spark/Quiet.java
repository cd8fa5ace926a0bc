package org.dlmcert.spark;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Keeps {@link System#err} quiet, where Scala prints a stack trace of whatever still comes from
 * machines that are gone. The program writes its messages to the descriptor itself.
 */
final class Quiet implements AutoCloseable {
  private final PrintStream before = System.err;

  Quiet() {
    System.setErr(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    System.setErr(before);
  }
}
