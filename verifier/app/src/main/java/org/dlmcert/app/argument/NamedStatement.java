package org.dlmcert.app.argument;

import org.dlmcert.paper.Statement;
import org.dlmcert.paper.statement.Statements;

/** A statement of the paper, by its id such as fact-2. */
public final class NamedStatement extends Words<Statement> {
  /** Knows all of them. */
  public NamedStatement() {
    super(Statements.ALL.toArray(Statement[]::new), statement -> statement.heading().id());
  }
}
