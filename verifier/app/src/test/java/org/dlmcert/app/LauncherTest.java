package org.dlmcert.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dlmcert.app.report.ExitCode;
import org.dlmcert.testkit.Repository;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher, in a copy of the source tree that holds next to nothing, with a Java and a Maven
 * that only say how they were called.
 */
@DisabledOnOs(OS.WINDOWS)
@Timeout(120)
class LauncherTest {

  private static final List<String> TOOLS =
      List.of(
          "sh",
          "cat",
          "cksum",
          "find",
          "mkdir",
          "mv",
          "ps",
          "readlink",
          "rm",
          "sed",
          "sleep",
          "stty",
          "touch",
          "tr");
  private static final Instant PAST = Instant.parse("2001-01-01T00:00:00Z");

  @TempDir Path folder = Path.of("");
  private Path root = Path.of("");
  private Path tools = Path.of("");
  private Path home = Path.of("");
  private Path launcher = Path.of("");
  private Path log = Path.of("");
  private Path source = Path.of("");

  @BeforeEach
  void makeTree() throws IOException {
    folder = folder.toRealPath();
    root = Files.createDirectories(folder.resolve("a source tree"));
    tools = Files.createDirectories(folder.resolve("tools"));
    home = Files.createDirectories(folder.resolve("a jdk"));
    Files.createDirectories(home.resolve("bin"));
    log = folder.resolve("log");
    for (String tool : TOOLS) {
      offer(tool);
    }
    launcher = root.resolve("dlmcert");
    Files.copy(Repository.file("dlmcert"), launcher);
    launcher.toFile().setExecutable(true);
    source = root.resolve("verifier/engine/src/main/java/A.java");
    for (Path file : List.of(root.resolve("pom.xml"), source)) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, "");
      Files.setLastModifiedTime(file, FileTime.from(PAST));
    }
    Files.createDirectories(root.resolve("proofs"));
    java(home.resolve("bin/java"), "17.0.9");
    script(home.resolve("bin/javac"), "exit 0");
    maven("3.8.7", "mkdir -p verifier/app/target; echo jar >verifier/app/target/dlmcert.jar");
  }

  private void offer(String tool) throws IOException {
    for (String folder : List.of("/usr/bin", "/bin")) {
      Path file = Path.of(folder, tool);
      if (Files.exists(file)) {
        // Nobody waits a second here: sleep 1 is a tenth of one.
        String arguments = tool.equals("sleep") ? "0.$1" : "\"$@\"";
        script(tools.resolve(tool), "exec " + file + " " + arguments);
        return;
      }
    }
  }

  private static void script(Path file, String body) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + body + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** A Java that tells its version and its home, and prints what it is asked to run. */
  private void java(Path file, String version) throws IOException {
    script(
        file,
        """
        case "$*" in
          *Rehearsal*) echo rehearsal >>'LOG' ;;
          *-version*) echo 'openjdk version "VERSION" 2024-01-01' >&2
            echo '    java.home = HOME' >&2
            echo version >>'LOG' ;;
          *) echo run >>'LOG'; printf '{%s}' "$LC_ALL"; for a; do printf '[%s]' "$a"; done; pwd; exit 3 ;;
        esac"""
            .replace("VERSION", version)
            .replace("LOG", log.toString())
            .replace("HOME", home.toString()));
  }

  private void maven(String version, String build) throws IOException {
    script(
        tools.resolve("mvn"),
        """
        case "$*" in
          -version) echo 'Apache Maven VERSION' ;;
          *) echo build >>'LOG'; echo from-maven; BUILD ;;
        esac"""
            .replace("VERSION", version)
            .replace("LOG", log.toString())
            .replace("BUILD", build));
  }

  private Process start(Path directory, Map<String, String> settings, List<String> command)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().clear();
    builder.environment().put("PATH", tools.toString());
    builder.environment().put("JAVA_HOME", home.toString());
    builder.environment().putAll(settings);
    return builder.redirectErrorStream(false).start();
  }

  private Captured run(Path directory, Map<String, String> settings, String... command)
      throws Exception {
    return captured(start(directory, settings, List.of(command)));
  }

  private Captured run(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(arguments));
    return run(folder, Map.of(), command.toArray(String[]::new));
  }

  private static Captured captured(Process process) throws Exception {
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Captured(process.exitValue(), out, err);
  }

  private List<String> logged() throws IOException {
    return Files.exists(log) ? Files.readAllLines(log) : List.of();
  }

  @Test
  void buildsOnceAndHandsEverythingOn() throws Exception {
    Captured first = run("rank", "a  b", "", "*", "--x=$y");
    assertThat(first.exitCode()).as(first.toString()).isEqualTo(3);
    assertThat(first.out())
        .contains(
            "[-cp][" + root.resolve("verifier/app/target/dlmcert.jar") + "][org.dlmcert.app.Main]")
        .endsWith("[rank][a  b][][*][--x=$y]" + folder + "\n")
        .doesNotContain("from-maven", "terminal");
    assertThat(first.err()).contains("building the program", "from-maven");
    assertThat(logged()).containsExactly("version", "version", "build", "rehearsal", "run");
    Captured second = run("rank");
    assertThat(second.err()).isEmpty();
    assertThat(logged().subList(5, logged().size())).containsExactly("run");
    assertThat(root.resolve("target/dlmcert-build.lock")).doesNotExist();
  }

  @Test
  void classesThatARehearsalLoadsAreArchivedForLaterRuns() throws Exception {
    script(
        home.resolve("bin/java"),
        """
        case "$*" in
          *-Xshare:dump*) for a; do case $a in
              -XX:SharedClassListFile=*) list=${a#*=} ;;
              -XX:SharedArchiveFile=*) archive=${a#*=} ;;
            esac; done
            echo dump >>'LOG'; cat "$list" >"$archive" ;;
          *Rehearsal*) for a; do case $a in -XX:DumpLoadedClassList=*) cat data.csv >"${a#*=}" ;; esac; done ;;
          *-version*) echo 'openjdk version "17.0.9" 2024-01-01' >&2; echo '    java.home = HOME' >&2 ;;
          *) for a; do case $a in -XX:SharedArchiveFile=*) cat "${a#*=}" ;; esac; done ;;
        esac"""
            .replace("LOG", log.toString())
            .replace("HOME", home.toString()));
    for (int run = 0; run < 2; run++) {
      assertThat(run("rank").out()).as("run %d", run).isEqualTo("1,2,0\n3,4,1\n5,7,1\n");
    }
    assertThat(logged()).containsOnlyOnce("dump");
    try (Stream<Path> left = Files.list(root.resolve("verifier/app/target/launcher"))) {
      assertThat(left.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.contains("rehearsal"));
    }
  }

  @Test
  void javaIsRunInALocaleOfAllLetters() throws Exception {
    String[] command = {launcher.toString(), "rank"};
    for (Map<String, String> settings :
        List.of(
            Map.<String, String>of(),
            Map.of("LC_ALL", "C"),
            Map.of("LANG", "POSIX"),
            Map.of("LC_CTYPE", "de_DE.ISO-8859-1"))) {
      assertThat(run(folder, settings, command).out()).as("%s", settings).startsWith("{C.UTF-8}");
    }
    assertThat(run(folder, Map.of("LANG", "de_DE.utf8"), command).out()).startsWith("{}");
    assertThat(run(folder, Map.of("LC_ALL", "ja_JP.UTF-8"), command).out())
        .startsWith("{ja_JP.UTF-8}");
  }

  @Test
  void isFoundThroughLinksAndRelativePaths() throws Exception {
    Files.createDirectories(folder.resolve("x/y"));
    Files.createSymbolicLink(folder.resolve("x/direct"), launcher);
    Files.createSymbolicLink(folder.resolve("x/y/again"), Path.of("../direct"));
    Files.createSymbolicLink(tools.resolve("on-path"), Path.of("../a source tree/dlmcert"));
    String jar =
        "[-cp][" + root.resolve("verifier/app/target/dlmcert.jar") + "][org.dlmcert.app.Main]";
    assertThat(run(folder, Map.of(), "x/direct").out()).contains(jar);
    assertThat(run(folder.resolve("x"), Map.of(), "y/again").out()).contains(jar);
    assertThat(run(folder, Map.of(), tools.resolve("sh").toString(), "-c", "on-path").out())
        .contains(jar);
    assertThat(run(root, Map.of(), "sh", "dlmcert").out()).contains(jar);
    assertThat(logged()).containsOnlyOnce("build");
  }

  @Test
  void newerSourceIsBuiltButNewerTestOrOutputIsNot() throws Exception {
    run();
    Instant later = Instant.now().plusSeconds(60);
    Path test = root.resolve("verifier/engine/src/test/java/ATest.java");
    Path output = root.resolve("verifier/engine/target/src/main/B.java");
    for (Path file : List.of(test, output)) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, "");
      Files.setLastModifiedTime(file, FileTime.from(later));
    }
    run();
    assertThat(logged()).containsOnlyOnce("build");
    for (Path file : List.of(source, root.resolve("pom.xml"))) {
      Files.setLastModifiedTime(file, FileTime.from(later));
      int builds = (int) logged().stream().filter("build"::equals).count();
      run();
      assertThat(logged().stream().filter("build"::equals)).as(file.toString()).hasSize(builds + 1);
      Files.setLastModifiedTime(file, FileTime.from(PAST));
    }
  }

  @Test
  void sourceChangedDuringTheBuildIsBuiltNextTime() throws Exception {
    maven(
        "3.9.1",
        "sleep 1; touch '"
            + source
            + "'; sleep 1; mkdir -p verifier/app/target;"
            + " echo jar >verifier/app/target/dlmcert.jar");
    run();
    run();
    assertThat(logged().stream().filter("build"::equals)).hasSize(2);
  }

  @Test
  void twoAtOnceBuildOnce() throws Exception {
    maven(
        "3.8.7",
        "sleep 8; mkdir -p verifier/app/target; echo jar >verifier/app/target/dlmcert.jar");
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      processes.add(start(folder, Map.of(), List.of(launcher.toString())));
    }
    for (Process process : processes) {
      assertThat(captured(process).exitCode()).isEqualTo(3);
    }
    assertThat(logged()).containsOnlyOnce("build");
  }

  @Test
  void lockOfADeadProcessIsPutAside() throws Exception {
    Process dead = new ProcessBuilder("true").start();
    dead.waitFor();
    Path lock = Files.createDirectories(root.resolve("target/dlmcert-build.lock"));
    Files.writeString(lock.resolve("pid"), dead.pid() + "\n");
    assertThat(run().exitCode()).isEqualTo(3);
    assertThat(logged()).containsOnlyOnce("build");
    assertThat(root.resolve("target")).isEmptyDirectory();
  }

  @Test
  void failedBuildIsReportedAndTriedAgain() throws Exception {
    maven("3.8.7", "echo compilation failed; exit 1");
    Captured failed = run();
    assertThat(failed.exitCode()).isEqualTo(ExitCode.FAULT);
    assertThat(failed.out()).isEmpty();
    assertThat(failed.err()).contains("compilation failed", "the build failed");
    assertThat(root.resolve("target/dlmcert-build.lock")).doesNotExist();
  }

  @Test
  void missingProgramsAreNamed() throws Exception {
    Files.delete(tools.resolve("mvn"));
    missing("Maven 3.8 or newer is needed", "no mvn on the PATH", "maven.apache.org");
    maven("3.6.3", "exit 1");
    missing("Maven 3.8 or newer is needed", "is 3.6.3", "maven.apache.org");
    Files.delete(home.resolve("bin/javac"));
    missing("a full JDK is needed", "no compiler");
    for (String version : List.of("1.8.0_392", "11.0.2", "16")) {
      java(home.resolve("bin/java"), version);
      missing("(JDK) 17 or newer is needed; found only " + home, "adoptium.net");
    }
    Files.delete(home.resolve("bin/java"));
    missing("(JDK) 17 or newer is needed.", "adoptium.net");
    assertThat(logged()).doesNotContain("build");
  }

  private void missing(String... words) throws Exception {
    Captured result = run("rank");
    assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains(words);
    assertThat(result.err().lines().count()).isLessThan(10);
  }

  @Test
  void javaOnThePathIsTakenIfJavaHomeIsTooOld() throws Exception {
    java(home.resolve("bin/java"), "11.0.2");
    for (String version : List.of("17", "21.0.1", "25-ea")) {
      Path java = folder.resolve("java-" + version);
      java(java, version);
      Files.deleteIfExists(tools.resolve("java"));
      Files.createSymbolicLink(tools.resolve("java"), java);
      assertThat(run().exitCode()).as(version).isEqualTo(3);
    }
  }

  @Test
  void optionsForJavaAreHandedOn() throws Exception {
    run();
    Map<String, String> settings = Map.of("DLMCERT_JAVA_OPTS", "-Xmx8g -XX:+UseG1GC");
    assertThat(run(folder, settings, launcher.toString()).out())
        .contains("[-Xmx8g][-XX:+UseG1GC]")
        .doesNotContain("SerialGC");
  }

  /** The launcher for Windows, which is not run here, has the same options and rehearsal. */
  @Test
  void theLauncherForWindowsNamesTheSameOptions() throws IOException {
    String posix = withoutComments("dlmcert", "#");
    String windows = withoutComments("dlmcert.cmd", "rem ");
    Pattern option = Pattern.compile("-X[a-zX]+(?::[+A-Za-z0-9]+(?:=[a-z0-9]+)?)?");
    List<String> options = found(option, posix);
    assertThat(options)
        .contains("-XX:+UseSerialGC", "-XX:Tier3InvocationThreshold=1000", "-XX:SharedArchiveFile");
    assertThat(found(option, windows)).isEqualTo(options);
    List<String> rehearsed =
        posix
            .substring(posix.indexOf("Rehearsal"), posix.indexOf("classes.lst ]"))
            .lines()
            .filter(line -> line.contains("'"))
            .map(line -> line.split("'", -1)[1])
            .toList();
    assertThat(rehearsed).hasSizeGreaterThan(5).contains("check certificate.json");
    assertThat(windows).contains(rehearsed.stream().map(line -> '"' + line + "\" ").toList());
  }

  private static String withoutComments(String launcher, String comment) throws IOException {
    return Files.readAllLines(Repository.file(launcher)).stream()
        .filter(line -> !line.strip().startsWith(comment))
        .collect(Collectors.joining("\n"));
  }

  private static List<String> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(MatchResult::group).distinct().sorted().toList();
  }
}
