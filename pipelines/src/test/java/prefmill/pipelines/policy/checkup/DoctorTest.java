package prefmill.pipelines.policy.checkup;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.pipelines.job.DatasetKey;
import prefmill.pipelines.log.EventLog;
import prefmill.pipelines.log.LogManifest;
import prefmill.pipelines.policy.Policy;
import prefmill.pipelines.policy.checkup.Finding.Level;

class DoctorTest {
  private static final String POLICY =
      """
      dataset: support
      store: ./store
      masking: {key_file: key}
      sources: [{name: app, kind: jsonl, preset: native, path: "events"}]
      training: {base_model: model}
      registry: {url: "jdbc:postgresql://db/app"}
      """;

  @TempDir Path folder;

  @Test
  void aHealthyPlaceHasNothingToMend() throws Exception {
    Files.writeString(folder.resolve("key"), "0123456789abcdef");
    Path model = Files.createDirectory(folder.resolve("model"));
    for (String file : List.of("config.json", "tokenizer.json", "model.safetensors")) {
      Files.writeString(model.resolve(file), "{}");
    }

    List<Finding> findings =
        Doctor.of(source -> {}, registry -> {}).examine(Policy.of(POLICY, folder));

    assertThat(findings.stream().filter(Finding::fails).toList(), is(List.of()));
    assertThat(
        findings.stream().map(Finding::what).toList(),
        contains(
            "java",
            "memory",
            "cores",
            "temporary folder",
            "disk",
            "store",
            "masking key",
            "source app",
            "registry",
            "base model"));
    assertThat("nothing is left behind", names(), contains("key", "model"));
  }

  @Test
  void aModelsFileThatIsNoJsonIsNamed() throws Exception {
    Files.writeString(folder.resolve("key"), "0123456789abcdef");
    Path model = Files.createDirectory(folder.resolve("model"));
    for (String file : List.of("config.json", "tokenizer.json", "model.safetensors")) {
      Files.writeString(model.resolve(file), "{}");
    }
    for (String broken :
        List.of("", "{\"a\": 1", "{\"a\": NaN}", "[]", "{} {}", "{\"a\": \"\0\"}")) {
      Files.writeString(model.resolve("config.json"), broken);
      List<Finding> findings =
          Doctor.of(source -> {}, registry -> {}).examine(Policy.of(POLICY, folder));
      Finding fault = findings.stream().filter(Finding::fails).findFirst().orElseThrow();
      assertThat(broken, fault.what(), is("base model"));
      assertThat(fault.seen(), containsString("config.json is not valid JSON"));
    }
  }

  @Test
  void whatIsMissingIsNamedWithItsMend() throws Exception {
    Files.writeString(folder.resolve("store"), "a file");

    List<Finding> failing =
        Doctor.of(
                source -> {
                  throw new IllegalStateException("source app: no file matches events.");
                },
                registry -> {
                  throw new IllegalStateException("connection refused");
                })
            .examine(Policy.of(POLICY, folder))
            .stream()
            .filter(Finding::fails)
            .toList();

    assertThat(
        failing.stream().map(Finding::what).toList(),
        contains("store", "masking key", "source app", "registry", "base model"));
    assertThat(failing.get(1).seen(), containsString("cannot be read"));
    assertThat(
        failing.get(3),
        is(
            new Finding(
                "registry",
                Level.FAIL,
                "connection refused",
                "Start it, or correct `registry` in the policy.")));
    assertThat(
        failing.get(2).toString(),
        is(
            "fail  source app: no file matches events."
                + " Mend it, then run `prefmill doctor` again."));
  }

  @Test
  void anotherKeyThanTheEventLogsIsTold() throws Exception {
    Files.writeString(folder.resolve("key"), "0123456789abcdef");
    Policy policy = Policy.of(POLICY, folder);
    EventLog log = EventLog.open(policy.store(), policy.dataset());
    String keyId = DatasetKey.of(policy).hash().keyId();
    log.append(LogManifest.of("r", keyId, 1, List.of(), List.of(), Map.of()));
    assertThat(
        eventLog(policy),
        is(Finding.ok("event log", "written under this masking key (" + keyId + ")")));
    Files.writeString(folder.resolve("key"), "another masking key");
    Finding failing = eventLog(policy);
    assertThat(failing.level(), is(Level.FAIL));
    assertThat(failing.seen(), containsString("was written under the masking key " + keyId));
  }

  private static Finding eventLog(Policy policy) {
    return Doctor.of(source -> {}, registry -> {}).examine(policy).stream()
        .filter(finding -> finding.what().equals("event log"))
        .findFirst()
        .orElseThrow();
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
