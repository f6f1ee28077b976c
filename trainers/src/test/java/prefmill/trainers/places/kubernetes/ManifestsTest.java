package prefmill.trainers.places.kubernetes;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.trainers.TestFiles;
import prefmill.trainers.environment.ExternalBackend;

class ManifestsTest {
  private static final KubernetesCluster CLUSTER =
      new KubernetesCluster(
          "training",
          Optional.of("no-such-context"),
          "registry.example/trl:1",
          "prefmill",
          8,
          "32Gi",
          1,
          Optional.of(Duration.ofHours(8)));

  @TempDir Path folder;

  @Test
  void fitsTheSchemaOfKubernetes() throws Exception {
    assertThat(faults("batch.v1.Job", job()), is(empty()));
    assertThat(faults("core.v1.Pod", manifests().files()), is(empty()));

    Map<String, Object> wrong = job();
    wrong.put("spec", Map.of("template", Map.of(), "restartPolicy", "Never"));
    assertThat("the schema refuses", faults("batch.v1.Job", wrong), is(not(empty())));
  }

  @Test
  void isRunOnceByNobodyOfRankWithWhatThePolicyGives() throws Exception {
    JsonNode job = new YAMLMapper().readTree(Manifests.yaml(job()));
    assertThat(job.at("/spec/backoffLimit").asInt(-1), is(0));
    assertThat(job.at("/spec/activeDeadlineSeconds").asInt(), is(8 * 3600));
    assertThat(job.at("/metadata/labels/prefmill.dev~1job").asText(), is("key"));
    assertThat(job.at("/metadata/labels/prefmill.dev~1attempt").asText(), is("token"));
    JsonNode pod = job.at("/spec/template/spec");
    assertThat(pod.at("/restartPolicy").asText(), is("Never"));
    assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean(), is(true));
    assertThat(pod.at("/volumes/0/persistentVolumeClaim/claimName").asText(), is("prefmill"));
    JsonNode limits = pod.at("/containers/0/resources/limits");
    assertThat(limits.path("nvidia.com/gpu").asText(), is("1"));
    assertThat(limits.path("cpu").asText(), is("8"));
    assertThat(limits.path("memory").asText(), is("32Gi"));
  }

  @Test
  void isReadByKubectlAsItIsMeant() throws Exception {
    assumeTrue(new ProcessBuilder("sh", "-c", "command -v kubectl").start().waitFor() == 0);
    for (Map<String, Object> manifest : List.of(job(), manifests().files())) {
      Path yaml = Files.writeString(folder.resolve("it.yaml"), Manifests.yaml(manifest));
      Path out = folder.resolve("out");
      String annotate = "kubectl annotate --local -o json -f \"$1\" --overwrite";
      String command = annotate + " prefmill.dev/owner=token";
      Process kubectl =
          new ProcessBuilder("sh", "-c", command, "sh", yaml.toString())
              .redirectErrorStream(true)
              .redirectOutput(out.toFile())
              .start();
      assertThat(Files.readString(out), kubectl.waitFor(), is(0));
      assertHolds(TestFiles.json(out), new YAMLMapper().readTree(yaml.toFile()), "");
    }
  }

  // What kubectl does not know or reads as another type is missing or different in its answer.
  private static void assertHolds(JsonNode read, JsonNode written, String path) {
    if (!written.isContainerNode()) {
      assertThat(path, read.asText(), is(written.asText()));
    }
    written
        .properties()
        .forEach(e -> assertHolds(read.path(e.getKey()), e.getValue(), path + "/" + e.getKey()));
    for (int i = 0; written.isArray() && i < written.size(); i++) {
      assertHolds(read.path(i), written.get(i), path + "/" + i);
    }
  }

  @Test
  void showsWhatAPolicyAsksFor() throws Exception {
    String yaml = KubernetesPlace.of(CLUSTER).manifests(ExternalBackend.TRL);
    assertThat(yaml, containsString("kind: Job"));
    assertThat(yaml, containsString("kind: Pod"));
    assertThat(yaml, containsString("trl_train"));
  }

  private static Manifests manifests() {
    return new Manifests(CLUSTER, "key", "token");
  }

  private static Map<String, Object> job() {
    return manifests().job(List.of("sh", "/prefmill/programs/x.sh", "work", "/prefmill"));
  }

  private static List<String> faults(String kind, Map<String, Object> manifest) throws IOException {
    JsonNode schema =
        TestFiles.json(TestFiles.root().resolve("testdata/kubernetes/schema-1.37.json"));
    ((ObjectNode) schema).put("$ref", "#/$defs/io.k8s.api." + kind);
    List<String> faults = new ArrayList<>();
    SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(schema)
        .validate(Manifests.yaml(manifest), InputFormat.YAML)
        .forEach(fault -> faults.add(fault.toString()));
    return faults;
  }
}
