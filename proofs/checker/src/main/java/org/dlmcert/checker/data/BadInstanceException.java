package org.dlmcert.checker.data;

/** The user's data cannot be used; the message says where and what was expected. */
public final class BadInstanceException extends Exception {
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
