package prefmill.runners.erase;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import prefmill.pipelines.job.DatasetKey;
import prefmill.pipelines.log.EventLog;
import prefmill.pipelines.log.Segment;
import prefmill.pipelines.log.cursor.ContextCursor;
import prefmill.runners.cli.Invocation;
import prefmill.runners.cli.PolicyFolder;
import prefmill.runners.project.Project;

/** A project whose persons say ups and downs about answers, one of whom is to be forgotten. */
final class Shop {
  /** Who is to be forgotten; no one else's id or text holds this word. */
  static final String WHO = "zaphod";

  private final PolicyFolder folder;

  private Shop(PolicyFolder folder) {
    this.folder = folder;
  }

  /** A project in a folder that has read these files of events. */
  static Shop in(Path path) throws IOException {
    Shop shop = new Shop(PolicyFolder.of(path, List.of()));
    shop.folder.change("sources:", "caps: off\nsources:");
    return shop;
  }

  /** Ten persons on ten questions, beginning with a number. */
  static List<String> others(int first) {
    List<String> lines = new ArrayList<>();
    for (int i = first; i < first + 10; i++) {
      lines.add(thumb("good" + i, "user" + i, i, "The answer to number %d is yes.", "up"));
      lines.add(thumb("bad" + i, "user" + (i + 1), i, "Nobody knows about %d.", "down"));
    }
    return lines;
  }

  /** What the one says: votes on others' questions, and a question of their own. */
  static List<String> forgotten(int first) {
    List<String> lines = new ArrayList<>();
    for (int i = first; i < first + 3; i++) {
      lines.add(thumb(WHO + i, WHO, i, "The heart of gold, says " + WHO + " of %d.", "up"));
    }
    lines.add(thumb(WHO + "own" + first, WHO, 1_000 + first, "Here is " + WHO + " with %d.", "up"));
    return lines;
  }

  private static String thumb(String id, String user, int number, String answer, String value) {
    return PolicyFolder.thumb(
        id,
        user,
        "What is to be said of the number " + number + "?",
        answer.formatted(number),
        value);
  }

  /** Lets a file of events arrive. */
  void arrives(String file, List<String> lines) throws IOException {
    Files.write(folder.path().resolve("events/" + file), lines);
  }

  /** Runs a command, which must end well. */
  Invocation run(String... command) {
    Invocation run = folder.run(command);
    assertThat(run.err(), run.exitCode(), is(0));
    return run;
  }

  /** Runs a command. */
  Invocation tried(String... command) {
    return folder.run(command);
  }

  Invocation build() {
    return run("build", "--runner", "direct", "--json");
  }

  Invocation forget() {
    return run("forget", "--user", WHO, "--runner", "direct", "--json");
  }

  PolicyFolder folder() {
    return folder;
  }

  Path dataset() {
    return folder.store().resolve("support");
  }

  /** The keyed hash by which the store knows the one. */
  String pseudonym() throws Exception {
    Project project = Project.load(folder.config());
    return DatasetKey.of(project.policy()).hash().id("user", "", WHO).hex();
  }

  /** All that the log says, decoded. */
  String words() throws IOException {
    EventLog log = EventLog.open(folder.store(), "support");
    List<Segment> segments = log.manifests().stream().flatMap(e -> e.segments().stream()).toList();
    StringBuilder words = new StringBuilder();
    try (ContextCursor cursor = ContextCursor.open(log.folder(), segments, 0, 0)) {
      for (var events = cursor.next(); !events.isEmpty(); events = cursor.next()) {
        words.append(events);
      }
    }
    return words.toString();
  }

  /** The files of the store that hold a text, but for the list of erasures. */
  List<Path> holding(String text) throws IOException {
    try (Stream<Path> files = Files.walk(folder.store())) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.startsWith(dataset().resolve("erasures")))
          .filter(file -> read(file).contains(text))
          .toList();
    }
  }

  private static String read(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
