package prefmill.runners.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The recipes of docs/nightly.md and docs/operations.md, each given to what will read it. */
class RecipesTest {
  private static final Path RECIPES = Path.of("../docs/recipes").toAbsolutePath().normalize();
  private static final List<String> UNITS =
      List.of("prefmill-nightly.service", "prefmill-nightly.timer", "prefmill-stream.service");
  private static final String POD = "/spec/jobTemplate/spec/template/spec";
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"0, false", "1, true", "2, true", "3, false", "4, false"})
  void cronPrintsOnlyWhatSomebodyHasToLookAt(int code, boolean loud) throws Exception {
    Files.writeString(folder.resolve("secrets.env"), "PREFMILL_MASKING_KEY=0123\n");
    program("echo \"the key is $PREFMILL_MASKING_KEY\"; exit " + code);
    Said said = run("sh", RECIPES.resolve("nightly.sh").toString(), folder.toString());
    assertThat(said.code(), is(code));
    assertThat(said.text(), loud ? containsString("exit code " + code) : is(emptyString()));
    try (Stream<Path> logs = Files.list(folder.resolve("logs"))) {
      assertThat(Files.readString(logs.findFirst().orElseThrow()), is("the key is 0123\n"));
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1", "2, 2", "3, 0", "4, 4"})
  void aPodsExitCodeIsThatOfTheRunAndARefusalIsNoFault(int code, int pods) throws Exception {
    program("exit " + code);
    JsonNode container = cronJob().at(POD + "/containers/0");
    String script = container.at("/args/0").asText().replace("/opt/prefmill/prefmill", "prefmill");
    assertThat(run("sh", "-c", script).code(), is(pods));
  }

  @Test
  void theManifestIsOneThatKubernetesTakes() throws Exception {
    ObjectNode schema = schema("schema-1.37.json");
    ((ObjectNode) schema.path("$defs"))
        .setAll((ObjectNode) schema("cronjob-1.37.json").path("$defs"));
    schema.put("$ref", "#/$defs/io.k8s.api.batch.v1.CronJob");
    Schema validator =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(schema);
    JsonNode cronJob = cronJob();
    assertThat(validator.validate(cronJob), is(empty()));
    for (String place : List.of("/spec", "/spec/jobTemplate/spec", POD)) {
      ObjectNode part = (ObjectNode) cronJob.at(place);
      part.put("backofLimit", 2);
      assertThat(place, validator.validate(cronJob), is(not(empty())));
      part.remove("backofLimit");
    }
  }

  @Test
  void theSessionClusterIsOneThatTheOperatorTakes() throws Exception {
    JsonNode definition;
    try (InputStream crd =
        getClass()
            .getResourceAsStream("/META-INF/fabric8/flinkdeployments.flink.apache.org-v1.yml")) {
      definition = yaml(new String(crd.readAllBytes(), UTF_8));
    }
    JsonNode schema = definition.at("/spec/versions/0/schema/openAPIV3Schema");
    closed(schema);
    Schema validator =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(schema);
    JsonNode cluster = yaml(Files.readString(RECIPES.resolve("flink-session.yaml")));
    JsonNode spec = cluster.path("spec");
    ObjectNode asked = JSON.createObjectNode().set("spec", spec);
    assertThat(validator.validate(asked), is(empty()));
    for (String place : List.of("", "/jobManager", "/podTemplate/spec")) {
      ObjectNode part = (ObjectNode) spec.at(place);
      part.put("replicaz", 2);
      assertThat(place, validator.validate(asked), is(not(empty())));
      part.remove("replicaz");
    }
  }

  /** Kubernetes drops what a schema does not name; here it is to be told. */
  private static void closed(JsonNode schema) {
    if (schema.path("properties").isObject()
        && !schema.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
      ((ObjectNode) schema).put("additionalProperties", false);
    }
    schema.forEach(RecipesTest::closed);
  }

  @Test
  void systemdTakesUnitsAndTimer() throws Exception {
    assumeTrue(onPath("systemd-analyze"), "systemd is not here");
    List<String> command = new ArrayList<>(List.of("systemd-analyze", "verify", "--man=no"));
    for (String unit : UNITS) {
      String text =
          Files.readString(RECIPES.resolve(unit)).replace("/opt/prefmill/prefmill", "/bin/true");
      command.add(Files.writeString(folder.resolve(unit), text).toString());
    }
    Said said = run(command.toArray(String[]::new));
    List<String> ours =
        said.text().lines().filter(l -> UNITS.stream().anyMatch(l::contains)).toList();
    assertThat(ours, is(empty()));
  }

  @Test
  void pythonCompilesTheDag() throws Exception {
    Path copy = folder.resolve("dag.py");
    Files.copy(RECIPES.resolve("prefmill_nightly.py"), copy);
    assertThat(run("python3", "-m", "py_compile", copy.toString()), is(new Said(0, "")));
  }

  private static ObjectNode schema(String file) throws IOException {
    return (ObjectNode) JSON.readTree(Path.of("../testdata/kubernetes", file).toFile());
  }

  private static JsonNode cronJob() throws IOException {
    return yaml(Files.readString(RECIPES.resolve("cronjob.yaml")));
  }

  private static JsonNode yaml(String text) {
    LoadSettings large = LoadSettings.builder().setCodePointLimit(10_000_000).build();
    return JSON.valueToTree(new Load(large).loadFromString(text));
  }

  private void program(String body) throws IOException {
    Path program = Files.writeString(folder.resolve("prefmill"), "#!/bin/sh\n" + body + "\n");
    assertThat(program.toFile().setExecutable(true), is(true));
  }

  private Said run(String... command) throws Exception {
    ProcessBuilder process = new ProcessBuilder(command).redirectErrorStream(true);
    process
        .environment()
        .merge("PATH", folder.toString(), (path, f) -> f + File.pathSeparator + path);
    Process running = process.start();
    String text = new String(running.getInputStream().readAllBytes(), UTF_8);
    return new Said(running.waitFor(), text);
  }

  private static boolean onPath(String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(place -> Files.isExecutable(Path.of(place).resolve(program)));
  }

  private record Said(int code, String text) {}
}
