package org.dlmcert.app.tour;

/** A line broken at blanks so that it fits 80 columns, each part but the first further in. */
record WrappedLine(String text) {

  private static final int COLUMNS = 80;

  void appendTo(StringBuilder target) {
    int indent = Math.min(text.length() - text.stripLeading().length() + 4, COLUMNS / 2);
    int column = 0;
    String blanks = "";
    for (String word : text.split("(?<= )(?! )")) {
      String bare = word.stripTrailing();
      if (column > 0 && column + blanks.length() + bare.length() > COLUMNS) {
        target.append('\n').append(" ".repeat(indent));
        column = indent;
        blanks = "";
      }
      if (column == 0 && bare.isEmpty()) {
        blanks += word;
        continue;
      }
      target.append(blanks).append(bare);
      column += blanks.length() + bare.length();
      blanks = word.substring(bare.length());
    }
    target.append('\n');
  }
}
