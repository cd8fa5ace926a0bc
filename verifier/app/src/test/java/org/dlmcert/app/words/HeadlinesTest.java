package org.dlmcert.app.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dlmcert.app.Captured;
import org.dlmcert.app.JsonNode;
import org.dlmcert.app.Program;
import org.dlmcert.testkit.Cases;
import org.dlmcert.testkit.Repository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The headline of a report, which this program words, against the line {@code proved:}, which the
 * checker words: neither says what the other does not.
 */
class HeadlinesTest {
  private static final String PROVED = "  proved: ";
  private static final Pattern NUMBER =
      Pattern.compile(
          "(?:MSE|(?<!others have )loss|than|of all weights is|above|one of the) ([0-9]+[0-9/^]*)");
  private static final Pattern CELLS =
      Pattern.compile("in ([0-9]+) of [0-9]+ cells without and ([0-9]+) of [0-9]+ cells with zero");

  /** Words of a headline, and what the checker says exactly when the headline says that. */
  private record Same(String headline, String proved) {
    Same {
      Pattern.compile(headline);
      Pattern.compile(proved);
    }

    void compare(String first, String second, String what) {
      assertThat(Pattern.compile(proved).matcher(second).find())
          .as("%s%n%s%n%s%n%s", this, first, second, what)
          .isEqualTo(Pattern.compile(headline).matcher(first).find());
    }
  }

  private static final Same OF_WEIGHTS =
      new Same("^Some pattern of weights ", "^no full.*(realizable| that some weights have )");

  private static final List<Same> QUESTIONS =
      List.of(
          new Same("^Every ", "^full column rank for "),
          new Same("^(No|Some) ", "^no full column rank for at least one of the "),
          new Same("^Every realizable ", "^full.* all realizable activation patterns"),
          OF_WEIGHTS,
          new Same(
              "^Every .*patterns that some weights have",
              "^full.* patterns that some weights have "),
          new Same(" of all hidden layers ", " of all hidden layers"),
          new Same("^Every .*choices of pieces", "^full.*choices of pieces"),
          new Same(
              "^Every .*, for almost every noise",
              "^full.*, for almost every noise(?! that is not given)"),
          new Same(
              "^Every .* and almost every noise of the others",
              "^full.*, for almost every noise that is not given"),
          new Same("^Every .*almost all weights below", "^full.*noise and lower weights"),
          new Same("^Every .*, for the given noise[.,]", "^full.*, with the given noise[;,]"),
          new Same("^Every .*, without noise", "^full.*, without noise"),
          new Same(
              "^Every .*held at almost every value",
              "^full.* for almost every value of the output weights, which are held"),
          new Same(
              "^Every .*with the output weights held( and the output biases trained)?[.]",
              "^full.*, with the output weights held at the given values"),
          new Same("output biases trained", "the rows of the output biases included"));

  private static final List<Same> POINTS =
      List.of(
          new Same("^(The loss is 0|No weights have)", "^the point is a global minimum"),
          new Same("^No weights nearby have", "^the point is a local minimum"),
          new Same("a spurious local minimum", "and other weights have a smaller loss"),
          new Same("weights arbitrarily near have a smaller loss", "^the point is a saddle"),
          new Same("not a critical point", "^the point is not critical"));

  private static final List<Same> MINIMA =
      List.of(
          new Same("^No cell has a ", "^no local minima inside cells"),
          new Same(
              "^(All|The only) .*cells? with differentiable local minima ha(s|ve) loss 0",
              "^all local minima inside cells .* have loss 0"),
          new Same("hold", "^local minima inside cells .* with "));

  private static final List<Same> ALL_MINIMA =
      List.of(
          new Same("^Every local minimum, kinks included, has loss 0", "all have loss 0,"),
          new Same("^Every local minimum, kinks included, has MSE", "all have loss [1-9]"),
          new Same(
              "^All local minima, kinks included, have one of", "minima, kinks included: [0-9]"));

  private static final List<Same> WORST =
      List.of(
          new Same(
              "^(All differentiable local minima have loss 0|The worst differentiable )",
              "^the largest loss of the differentiable local minima is "));

  private static final List<Same> HELD =
      List.of(
          new Same(
              "^(All|The worst) differentiable local minim",
              "^the largest loss of the differentiable local minima in W_1"),
          new Same("^No differentiable ", "^none of the differentiable local minima in W_1"),
          new Same(", and one has MSE", ", and one has the loss"),
          new Same("b_1, b_2, with the output weights held", "b_1, b_2, with W_2 held"));

  private static final List<Same> LEAST =
      List.of(new Same("^The least loss", "^the least loss of all weights is "));

  private static final Map<String, List<Same>> TABLES =
      Map.of(
          "full-column-rank", QUESTIONS,
          "point", POINTS,
          "differentiable-minima", MINIMA,
          "differentiable-minima-and-least-loss", MINIMA,
          "local-minima", ALL_MINIMA,
          "worst-minimum", WORST,
          "worst-minimum-held", HELD,
          "least-loss", LEAST);

  /**
   * Kinds whose theorems say that no noise helps, and no pattern (soundness.md 2, 7, 8, 34, 44).
   */
  private static final Set<String> WHATEVER_THE_NOISE =
      Set.of("tight-set", "crowded-pairs", "generic-layers", "hall-set");

  @TempDir Path folder = Path.of("");

  @Test
  void headlinesSayWhatIsProved() throws IOException {
    Map<String, Integer> compared = new TreeMap<>();
    Map<String, Integer> seen = new TreeMap<>();
    for (Path certificate : certificates()) {
      JsonNode read = JsonNode.read(Files.readString(certificate));
      String property = read.get("claim").get("property").text();
      boolean inside = ((JsonNode.Struct) read).find("instance").filter(this::isWhole).isPresent();
      int before = seen.merge(property, 1, Integer::sum);
      if (!TABLES.containsKey(property)
          || !inside
          || before > 3 && before % Cases.count(10, 1) != 0) {
        continue;
      }
      if (compare(property, read, certificate)) {
        compared.merge(property, 1, Integer::sum);
      }
    }
    assertThat(compared.keySet()).containsExactlyInAnyOrderElementsOf(TABLES.keySet());
    assertThat(compared.get("full-column-rank")).isGreaterThan(12);
    assertThat(compared.get("point")).isGreaterThan(5);
  }

  /** Whether the program has answered, so that there was something to compare. */
  private boolean compare(String property, JsonNode certificate, Path from) throws IOException {
    Path instance = folder.resolve("instance.json");
    // Canonical instances name the pieces of maxout units, those of users the activation.
    Files.writeString(
        instance,
        certificate
            .get("instance")
            .write()
            .replaceFirst("\"slope\":\"[^\"]*\",(?=\"bias\":[a-z]+,\"pieces\")", "")
            .replaceFirst("\"pieces\":([0-9]+)", "\"activation\":\"maxout:$1\""));
    List<String> command = new ArrayList<>(command(property, certificate.get("claim")));
    command.add(1, instance.toString());
    Path made = folder.resolve("made.cert");
    command.addAll(List.of("--force", "--certificate", made.toString()));
    Captured result = Program.run(command.toArray(String[]::new));
    String what = command + " of " + from + ": " + result;
    assertThat(result.exitCode()).as(what).isIn(0, 1, 3);
    List<String> lines = result.out().lines().toList();
    List<String> proved = lines.stream().filter(line -> line.startsWith(PROVED)).toList();
    if (result.exitCode() == 3) {
      assertThat(proved).as(what).isEmpty();
      return false;
    }
    boolean certain = lines.get(0).matches("[A-Z_]+");
    String headline = lines.get(certain ? 1 : 0);
    assertThat(proved).as(what).hasSize(1);
    String claim = proved.get(0).substring(PROVED.length());
    List<Same> table = Objects.requireNonNull(TABLES.get(property));
    for (Same same : table) {
      // That no pattern at all has full rank says more.
      if (!same.equals(OF_WEIGHTS) || !headline.startsWith("No noise")) {
        same.compare(headline, claim, what);
      }
    }
    assertThat(table)
        .as(what)
        .anyMatch(same -> Pattern.compile(same.headline()).matcher(headline).find());
    Matcher numbers = NUMBER.matcher(headline);
    while (numbers.find()) {
      assertThat(claim)
          .as(what)
          .containsPattern("(^|[^0-9/])" + Pattern.quote(numbers.group(1)) + "($|[^0-9/])");
    }
    if (headline.startsWith("No noise")) {
      String kind = JsonNode.read(Files.readString(made)).get("kind").text();
      assertThat(WHATEVER_THE_NOISE).as(what).contains(kind);
    }
    if (property.startsWith("differentiable-minima")) {
      cells(headline, claim, what);
    }
    return true;
  }

  /** The cells with minima, all of them or those that are bad. */
  private static void cells(String headline, String claim, String what) {
    Matcher proved = CELLS.matcher(claim);
    assertThat(proved.find()).as(what).isTrue();
    long all = Long.parseLong(proved.group(1)) + Long.parseLong(proved.group(2));
    Matcher said = Pattern.compile("^(?:All )?([0-9]+|No|The only) cells?").matcher(headline);
    assertThat(said.find()).as(what).isTrue();
    long cells =
        switch (said.group(1)) {
          case "No" -> 0;
          case "The only" -> 1;
          default -> Long.parseLong(said.group(1));
        };
    boolean someAreGlobal = claim.contains(" losses from 0 ");
    if (someAreGlobal) {
      assertThat(cells).as(what).isLessThan(all);
    } else {
      assertThat(cells).as(what).isEqualTo(all);
    }
  }

  private static List<String> command(String property, JsonNode claim) {
    return switch (property) {
      case "full-column-rank" -> certify(claim);
      case "point" -> List.of("inspect");
      case "local-minima" -> List.of("minima", "--kinks");
      case "worst-minimum", "worst-minimum-held" -> List.of("minima", "--worst");
      case "least-loss" -> List.of("global");
      default -> List.of("minima");
    };
  }

  private static List<String> certify(JsonNode claim) {
    List<String> command = new ArrayList<>(List.of("certify"));
    command.addAll(List.of("--patterns", claim.get("patterns").text()));
    JsonNode.Struct fields = (JsonNode.Struct) claim;
    fields
        .find("output_weights")
        .ifPresent(held -> command.addAll(List.of("--output-weights", held.text())));
    fields
        .find("output_biases")
        .ifPresent(biases -> command.addAll(List.of("--output-biases", biases.text())));
    return command;
  }

  /** Not one whose inputs are in a file of their own. */
  private boolean isWhole(JsonNode instance) {
    return ((JsonNode.Struct) instance)
        .find("inputs")
        .filter(inputs -> inputs instanceof JsonNode.Array)
        .isPresent();
  }

  private static List<Path> certificates() throws IOException {
    try (Stream<Path> files = Files.list(Repository.file("examples/accepted"))) {
      return files.filter(file -> file.toString().endsWith(".cert")).sorted().toList();
    }
  }
}
