package org.dlmcert.checker.data;

/** The user's file cannot be read; the message says where and what was expected. */
public final class BadInstanceException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final String text;

  /** Creates the exception with a message for the user. */
  public BadInstanceException(String message) {
    super(message);
    this.text = message;
  }

  @Override
  public String getMessage() {
    return text;
  }
}
