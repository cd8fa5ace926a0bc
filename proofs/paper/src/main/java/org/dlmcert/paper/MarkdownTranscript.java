package org.dlmcert.paper;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.dlmcert.paper.Transcript.Check;
import org.dlmcert.paper.Transcript.Control;
import org.dlmcert.paper.Transcript.Line;
import org.dlmcert.paper.Transcript.Part;
import org.dlmcert.paper.Transcript.Table;
import org.dlmcert.paper.Transcript.Text;

/** Transcripts as a Markdown document: the same text for the same replays. */
public final class MarkdownTranscript {
  /** Larger matrices are cut to this many rows, */
  private static final int MOST_ROWS = 12;

  /** to this many columns, */
  private static final int MOST_COLUMNS = 16;

  /** and to entries of this many characters. */
  private static final int LONGEST_ENTRY = 60;

  private MarkdownTranscript() {}

  /** The whole document: a table of all statements, then a section for each. */
  public static String of(List<Replay> replays) {
    StringBuilder text = new StringBuilder("# The paper, replayed\n\n");
    text.append(
        """
        Every statement of Soudry and Carmon, "No bad local minima: data independent training error
        guarantees for multilayer neural networks" (2016), and what goes beyond it, checked by exact
        arithmetic on instances. A statement passes if every check holds and every negative control
        breaks: a control drops a hypothesis, and the conclusion has to go with it. A pass proves
        nothing beyond the instances: each section says what it does not show. A single rank is taken
        by two routes that have to agree; where all patterns are gone through, a rank N modulo a prime
        is accepted as it is, and any other is taken by both routes. Written by
        `dlmcert replay --markdown FILE`.

        | | statement | where | seen |
        |---|---|---|---|
        """);
    for (Replay replay : replays) {
      Heading heading = replay.statement().heading();
      text.append(
          String.format(
              Locale.ROOT,
              "| %s | %s (`%s`) | %s | %s |\n",
              replay.result(),
              cell(heading.title()),
              heading.id(),
              cell(heading.where()),
              cell(replay.evidence())));
    }
    replays.forEach(replay -> text.append('\n').append(section(replay)));
    return text.toString();
  }

  /** The section of one heading. */
  public static String section(Replay replay) {
    Heading heading = replay.statement().heading();
    StringBuilder text = new StringBuilder();
    text.append("## ").append(heading.title()).append(" (`").append(heading.id());
    text.append("`): ").append(replay.result()).append("\n\n");
    text.append("*").append(heading.where()).append(".*\n\n");
    text.append("**Given:** ").append(heading.hypotheses()).append("\n\n");
    text.append("**Claim:** ").append(heading.claim()).append("\n\n");
    heading.formulas().forEach(formula -> text.append("    ").append(formula).append('\n'));
    text.append(heading.formulas().isEmpty() ? "" : "\n");
    text.append("**What this does not show:** ").append(heading.doesNotShow()).append("\n\n");
    Class<?> before = Part.class;
    for (Line line : replay.lines()) {
      boolean list = line instanceof Check || line instanceof Control;
      boolean afterList = before == Check.class || before == Control.class;
      if (afterList && !list) {
        text.append('\n');
      }
      text.append(line(line));
      before = line.getClass();
    }
    if (before == Check.class || before == Control.class) {
      text.append('\n');
    }
    return text.append("Seen: ").append(replay.evidence()).append(".\n").toString();
  }

  private static String line(Line line) {
    if (line instanceof Part part) {
      return "### " + part.text() + "\n\n";
    } else if (line instanceof Text text) {
      return text.text() + "\n\n";
    } else if (line instanceof Check check) {
      return "- " + (check.holds() ? "holds: " : "**fails**: ") + check.what() + "\n";
    } else if (line instanceof Control control) {
      String result = control.breaks() ? "control breaks: " : "**control does not break**: ";
      return "- " + result + control.dropped() + "\n";
    } else if (line instanceof Table table) {
      return matrix(table);
    }
    throw new IllegalStateException("a line of an unknown kind: " + line.getClass());
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }

  /** The matrix in columns, large ones with their first rows and columns only. */
  private static String matrix(Table table) {
    int rows = table.rows().size();
    int columns = rows == 0 ? 0 : table.rows().get(0).size();
    StringBuilder text = new StringBuilder();
    text.append(table.name()).append(" (").append(rows).append('×').append(columns).append("):\n");
    List<List<String>> shown = new ArrayList<>();
    for (List<String> row : table.rows().subList(0, Math.min(rows, MOST_ROWS))) {
      List<String> cut =
          row.stream()
              .limit(MOST_COLUMNS)
              .map(MarkdownTranscript::entry)
              .collect(Collectors.toCollection(ArrayList::new));
      if (columns > MOST_COLUMNS) {
        cut.add("…");
      }
      shown.add(cut);
    }
    text.append("\n```\n");
    for (List<String> row : shown) {
      StringBuilder line = new StringBuilder();
      for (int j = 0; j < row.size(); j++) {
        int column = j;
        int width = shown.stream().mapToInt(r -> r.get(column).length()).max().orElse(0);
        line.append(j == 0 ? "" : "  ").append(" ".repeat(width - row.get(j).length()));
        line.append(row.get(j));
      }
      text.append(line).append('\n');
    }
    if (rows > MOST_ROWS) {
      text.append("… ").append(rows - MOST_ROWS).append(" more rows\n");
    }
    return text.append("```\n\n").toString();
  }

  private static String entry(String text) {
    return text.length() <= LONGEST_ENTRY ? text : text.substring(0, LONGEST_ENTRY - 1) + "…";
  }
}
