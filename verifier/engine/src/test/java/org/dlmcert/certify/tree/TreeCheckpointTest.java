package org.dlmcert.certify.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.dlmcert.certify.FullRankDecision;
import org.dlmcert.certify.claim.FullRankClaim;
import org.dlmcert.certify.method.Budget;
import org.dlmcert.certify.method.MethodName;
import org.dlmcert.exact.Rational;
import org.dlmcert.io.BadInput;
import org.dlmcert.model.Instance;
import org.dlmcert.model.Network;
import org.dlmcert.model.RandomInstance;
import org.dlmcert.pattern.GradientFamily;
import org.dlmcert.pattern.PatternScope;
import org.dlmcert.progress.Progress;
import org.dlmcert.task.Remembering;
import org.dlmcert.task.Threads;
import org.dlmcert.testkit.Cases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A tree that was stopped anywhere and resumed is the tree that was not. */
class TreeCheckpointTest {
  /** Every pattern independent: 7^7 classes, divided into some hundred subtrees. */
  private static final Instance FULL = instance(7, 3, 9);

  @TempDir private Path folder;

  private static Instance instance(int samples, long seed, int range) {
    return new RandomInstance(
            new Network(List.of(3, 3, 1), Rational.of(1, 4), false), samples, range)
        .of(seed);
  }

  private static FullRankDecision.Outcome decide(
      Instance instance, OptionalLong most, Optional<TreeCheckpoint> kept, int threads) {
    Threads workers = new Threads(threads);
    Budget budget =
        new Budget(
            most,
            kept.isPresent() ? new Remembering(workers, kept.get()) : workers,
            Optional.empty());
    return FullRankDecision.decide(
        FullRankClaim.of(instance, PatternScope.ALL), MethodName.TREE, budget, Progress.NONE);
  }

  private static byte[] bytes(Instance instance, Optional<TreeCheckpoint> kept, int threads) {
    var decided = (FullRankDecision.Decided) decide(instance, OptionalLong.empty(), kept, threads);
    return FullRankClaim.of(instance, PatternScope.ALL).certificate(decided.evidence()).bytes();
  }

  private byte[] whole(Path file, Instance instance) throws IOException {
    try (TreeCheckpoint kept = TreeCheckpoint.begin(file, instance)) {
      assertThat(bytes(instance, Optional.of(kept), 2))
          .isEqualTo(bytes(instance, Optional.empty(), 1));
    }
    return Files.readAllBytes(file);
  }

  private static byte[] resumed(Path file, Instance instance) throws IOException {
    try (TreeCheckpoint kept = TreeCheckpoint.resume(file, instance)) {
      return bytes(instance, Optional.of(kept), 2);
    }
  }

  private static List<String> lines(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void aFileCutOffAnywhereIsResumed() throws IOException {
    Path file = folder.resolve("tree");
    byte[] all = whole(file, FULL);
    assertThat(lines(all)).hasSizeGreaterThan(100);
    int header = lines(all).get(0).length() + 1;
    byte[] expected = bytes(FULL, Optional.empty(), 1);
    Random random = new Random(5);
    for (int trial = 0; trial < Cases.count(4, 12); trial++) {
      int length = header + random.nextInt(all.length - header + 1);
      Files.write(file, Arrays.copyOf(all, length));
      assertThat(resumed(file, FULL)).as("%s of %s bytes", length, all.length).isEqualTo(expected);
      assertThat(Files.readAllLines(file)).containsExactlyInAnyOrderElementsOf(lines(all));
    }
  }

  @Test
  void whatIsKnownIsNotSearchedAgain() throws IOException {
    Path file = folder.resolve("tree");
    byte[] all = whole(file, FULL);
    resumed(file, FULL);
    assertThat(Files.readAllBytes(file)).isEqualTo(all);
  }

  /** Instances of all endings, also with fewer patterns allowed than there are. */
  @Test
  void theAnswerIsThatOfASearchWithoutAFile() throws IOException {
    for (int seed = 0; seed < Cases.count(12, 60); seed++) {
      Instance instance = instance(7 - seed % 2, seed, 1 + seed % 3);
      OptionalLong most = seed % 4 == 3 ? OptionalLong.of(150_000) : OptionalLong.empty();
      Path file = folder.resolve("tree" + seed);
      String expected = said(decide(instance, most, Optional.empty(), 1), instance);
      try (TreeCheckpoint kept = TreeCheckpoint.begin(file, instance)) {
        assertThat(said(decide(instance, most, Optional.of(kept), 2), instance))
            .as("seed %d", seed)
            .isEqualTo(expected);
      }
      try (TreeCheckpoint kept = TreeCheckpoint.resume(file, instance)) {
        assertThat(said(decide(instance, most, Optional.of(kept), 2), instance))
            .as("seed %d, resumed", seed)
            .isEqualTo(expected);
      }
    }
  }

  private static String said(FullRankDecision.Outcome outcome, Instance instance) {
    return outcome instanceof FullRankDecision.Decided decided
        ? new String(
            FullRankClaim.of(instance, PatternScope.ALL).certificate(decided.evidence()).bytes(),
            StandardCharsets.UTF_8)
        : outcome.toString();
  }

  /** With more patterns allowed, only what was not looked at is. */
  @Test
  void moreIsAllowedTheSecondTime() throws IOException {
    Path file = folder.resolve("tree");
    try (TreeCheckpoint kept = TreeCheckpoint.begin(file, FULL)) {
      assertThat(decide(FULL, OptionalLong.of(500_000), Optional.of(kept), 1))
          .isInstanceOf(FullRankDecision.Undecided.class);
    }
    List<String> before = Files.readAllLines(file);
    assertThat(resumed(file, FULL)).isEqualTo(bytes(FULL, Optional.empty(), 1));
    assertThat(Files.readAllLines(file)).startsWith(before.toArray(String[]::new));
  }

  /** A subtree of one tree says nothing of the same choices in another tree of the instance. */
  @Test
  void whatIsKeptCountsForItsOwnTree() throws IOException {
    Path file = folder.resolve("tree");
    try (TreeCheckpoint kept = TreeCheckpoint.begin(file, FULL)) {
      kept.keep("one", "1,2:all", "3");
    }
    try (TreeCheckpoint kept = TreeCheckpoint.resume(file, FULL)) {
      assertThat(kept.result("one", "1,2:all")).contains("3");
      assertThat(kept.result("two", "1,2:all")).isEmpty();
      assertThat(kept.result("one", "1,2:5")).isEmpty();
    }
  }

  /** The certificate names the primes of all subtrees, also of those that were known. */
  @Test
  void severalPrimesAreRemembered() throws IOException {
    GradientFamily family = PatternTreeTest.withAnUnluckyPrime();
    Path file = folder.resolve("tree");
    PatternTree.Answer expected = new PatternTree(family).search(1000, Threads.ONE, Progress.NONE);
    assertThat(((PatternTree.Independent) expected).primes()).hasSize(2);
    for (int run = 0; run < 2; run++) {
      try (TreeCheckpoint kept = TreeCheckpoint.resume(file, FULL)) {
        assertThat(
                new PatternTree(family)
                    .search(1000, new Remembering(Threads.ONE, kept), Progress.NONE))
            .as("run %d", run)
            .isEqualTo(expected);
      }
      assertThat(Files.readAllLines(file)).hasSize(2);
    }
  }

  @Test
  void anotherInstanceIsRefused() throws IOException {
    Path file = folder.resolve("tree");
    byte[] all = whole(file, FULL);
    assertThatThrownBy(() -> TreeCheckpoint.resume(file, instance(7, 4, 9)))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("line 1");
    assertThat(Files.readAllBytes(file)).isEqualTo(all);
  }

  @Test
  void aMissingFileIsBegun() throws IOException {
    assertThat(resumed(folder.resolve("missing"), FULL))
        .isEqualTo(bytes(FULL, Optional.empty(), 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"no newline", "text\n", "dlmcert-patterns/1\n1 2 3 4\n"})
  void otherFilesAreRefused(String content) throws IOException {
    Path file = Files.writeString(folder.resolve("tree"), content);
    assertThatThrownBy(() -> TreeCheckpoint.resume(file, FULL)).isInstanceOf(BadInput.class);
    assertThat(Files.readString(file)).isEqualTo(content);
  }

  @Test
  void damageInTheMiddleIsRefused() throws IOException {
    Path file = folder.resolve("tree");
    List<String> all = lines(whole(file, FULL));
    for (int part = 0; part < 4; part++) {
      String[] words = all.get(1).split(" ");
      words[part] =
          words[part].replace(words[part].charAt(0), words[part].charAt(0) == '1' ? '2' : '1');
      Files.writeString(file, all.get(0) + "\n" + String.join(" ", words) + "\n");
      assertThatThrownBy(() -> TreeCheckpoint.resume(file, FULL))
          .as("word %d", part)
          .isInstanceOf(BadInput.class)
          .hasMessageContaining("line 2");
    }
    Files.writeString(file, all.get(0) + "\n");
    Files.writeString(file, "half a", StandardOpenOption.APPEND);
    TreeCheckpoint.resume(file, FULL).close();
    assertThat(Files.readString(file)).isEqualTo(all.get(0) + "\n");
  }
}
