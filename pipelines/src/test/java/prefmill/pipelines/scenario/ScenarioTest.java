package prefmill.pipelines.scenario;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import prefmill.datasets.manifest.Manifest;
import prefmill.datasets.verify.VersionVerifier;
import prefmill.pipelines.run.build.BuildResult;

/**
 * Every scenario of testdata gives, on every runner, the rows, rejections and dead letters that a
 * person has judged to be right.
 *
 * <p>What a build gives is left in target/scenarios, so that a changed definition can be read
 * there, row by row, and then copied.
 */
class ScenarioTest {
  private static final Path ACTUAL = Path.of("target", "scenarios");

  static List<Scenario> scenarios() throws IOException {
    return Scenario.all();
  }

  @Test
  void areAtLeastTwelve() throws IOException {
    assertThat(scenarios().size(), greaterThanOrEqualTo(12));
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void givesWhatIsExpected(Scenario scenario, @TempDir Path temp) throws IOException {
    Map<String, Map<String, String>> bytes = new LinkedHashMap<>();
    Map<String, Map<String, List<String>>> tables = new LinkedHashMap<>();
    for (String runner : Workshop.runners()) {
      Workshop workshop = scenario.open(temp.resolve(runner));
      BuildResult result = workshop.build(workshop.policy(), runner);
      Path version = result.version().folder();
      keep(scenario, Scenario.published(version));
      Manifest manifest = result.version().manifest();
      assertThat(manifest.counts().balanced(), is(true));
      assertThat(VersionVerifier.verify(version), empty());
      bytes.put(runner, PublishedFiles.sameBytes(version));
      tables.put(runner, Scenario.published(version));
    }
    for (String table : Scenario.TABLES) {
      assertThat(table, lines(tables, "direct", table), equalTo(expected(scenario, table)));
      assertThat(table, lines(tables, "flink", table), equalTo(expected(scenario, table)));
    }
    assertThat(bytes.get("flink"), equalTo(bytes.get("direct")));
  }

  private static String lines(
      Map<String, Map<String, List<String>>> tables, String runner, String table) {
    return String.join("\n", tables.get(runner).get(table));
  }

  private static String expected(Scenario scenario, String table) throws IOException {
    return String.join("\n", scenario.expected().get(table));
  }

  private static void keep(Scenario scenario, Map<String, List<String>> tables) throws IOException {
    Path folder = Files.createDirectories(ACTUAL.resolve(scenario.toString()));
    for (Map.Entry<String, List<String>> table : tables.entrySet()) {
      Path file = folder.resolve(table.getKey() + ".jsonl");
      Files.deleteIfExists(file);
      if (!table.getValue().isEmpty()) {
        Files.write(file, table.getValue());
      }
    }
  }
}
