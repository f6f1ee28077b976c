package prefmill.runners.registry;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.runners.cli.Invocation;
import prefmill.runners.cli.PolicyFolder;
import prefmill.runners.project.OpenRegistry;
import prefmill.runners.project.Project;

/** What the store withdrew is withdrawn in the registry from the next run on. */
class WithdrawnVersionTest {
  @TempDir private Path folder;

  @Test
  void nextNightMarksWhatGarbageCollectionWithdrew() throws Exception {
    PolicyFolder project = PolicyFolder.of(folder, List.of(thumb(1)));
    project.change("sources:", "retention: {versions: 1}\nsources:");
    run(project, "nightly", "--runner", "direct");
    Files.write(folder.resolve("events/b.jsonl"), List.of(thumb(2)));
    run(project, "nightly", "--runner", "direct");
    run(project, "dataset", "gc", "--grace", "0");
    assertThat(status(project), contains("1 ready false", "2 ready true"));

    run(project, "nightly", "--runner", "direct");
    assertThat(status(project), contains("1 withdrawn false", "2 ready true"));
  }

  private static String thumb(int i) {
    return PolicyFolder.thumb(
        "e" + i, "u" + i, "Where is number " + i + "?", "It is over there.", "up");
  }

  private static void run(PolicyFolder project, String... command) {
    Invocation run = project.run(command);
    assertThat(run.err(), run.exitCode(), is(0));
  }

  /** Each version with its status, and whether its folder is there. */
  private static List<String> status(PolicyFolder project) throws Exception {
    try (OpenRegistry open = OpenRegistry.of(Project.load(project.config()))) {
      return open.registry().datasets().list().stream()
          .sorted((a, b) -> Integer.compare(a.version(), b.version()))
          .map(
              row ->
                  "%d %s %s"
                      .formatted(
                          row.version(),
                          row.status().name().toLowerCase(Locale.ROOT),
                          Files.isDirectory(Path.of(row.exportUrl()))))
          .toList();
    }
  }
}
