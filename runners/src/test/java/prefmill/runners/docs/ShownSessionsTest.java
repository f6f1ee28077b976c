package prefmill.runners.docs;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.runners.cli.Invocation;
import prefmill.runners.training.preflight.FeedbackOfAllKinds;

/**
 * The sessions in docs/ are real: each command gives what is shown below it. Run with
 * -Dprefmill.write=true to write the pages anew.
 */
class ShownSessionsTest {
  private static final String COMMAND = "    $ prefmill ";
  private static final String NOW = "[0-9-]{10}T[0-9:]{8}[.]?[0-9]*Z";
  private static final String INDENT = "    ";

  @TempDir Path temp;

  @Test
  void howAThresholdIsTuned() throws IOException {
    copy("quality");
    Files.writeString(
        temp.resolve("stricter.yaml"),
        Files.readString(temp.resolve("policy.yaml")).replace("{min_chars: 5}", "{min_chars: 40}"));
    check("tuning.md");
  }

  @Test
  void whyAnEventIsNotInTheDataset() throws IOException {
    copy("near-duplicates");
    run("build --runner direct");
    check("why-not-in-dataset.md");
  }

  @Test
  void whatATrainingWouldMeet() throws IOException {
    FeedbackOfAllKinds.write(temp);
    Files.writeString(
        temp.resolve("policy.yaml"),
        Files.readString(temp.resolve("prefmill.yaml"))
            + "training: {base_model: ./model, budget: {cost_per_hour: 2}, hyperparameters: {max_length: 180}}\n");
    run("build --runner direct");
    check("preflight.md");
  }

  private void check(String page) throws IOException {
    Path file = Path.of("../docs").resolve(page);
    List<String> shown = Files.readAllLines(file);
    List<String> real = new ArrayList<>();
    for (int i = 0; i < shown.size(); i++) {
      String line = shown.get(i);
      real.add(line);
      if (line.startsWith(COMMAND)) {
        run(line.substring(COMMAND.length()))
            .forEach(said -> real.add((INDENT + said).stripTrailing()));
        while (i + 1 < shown.size() && isOutput(shown.get(i + 1))) {
          i++;
        }
        real.add("");
      }
    }
    if (Boolean.getBoolean("prefmill.write")) {
      Files.write(file, real);
    }
    assertThat(Files.readAllLines(file), equalTo(real));
  }

  private static boolean isOutput(String line) {
    return line.isBlank() || (line.startsWith(INDENT) && !line.startsWith(COMMAND));
  }

  private List<String> run(String command) {
    String config = command.contains("--config") ? "" : " --config policy.yaml";
    String[] args = (command + config).replace("--config ", "--config " + temp + "/").split(" ");
    Invocation run = Invocation.of(args);
    String said = run.exitCode() == 0 ? run.out() : run.err();
    return said.replace(temp.toString(), ".")
        .replaceAll(NOW, "2026-11-21T18:00:00.000000Z")
        .stripTrailing()
        .lines()
        .toList();
  }

  private void copy(String scenario) throws IOException {
    Path folder = Path.of("../testdata").resolve(scenario);
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = temp.resolve(folder.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
    Files.writeString(temp.resolve("key"), "a key for tests, 32 characters..\n");
  }
}
