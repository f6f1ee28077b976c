package prefmill.trainers.places.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a cluster is asked for: a Job that trains and a Pod through which files come and go. Neither
 * runs as root, has a token of the cluster, or is tried again by it.
 */
final class Manifests {
  /** Where the claim is mounted. */
  static final String ROOT = "/prefmill";

  static final String OWNER = "prefmill.dev/owner";

  private static final long USER = 1000;
  private static final long GRACE_SECONDS = 9;
  private static final long FILES_SECONDS = 86_400;

  private final KubernetesCluster cluster;
  private final Map<String, String> labels;
  private final String key;
  private final String token;

  /**
   * Those of a run.
   *
   * @param key of the run
   * @param token of the attempt that begins it
   */
  Manifests(KubernetesCluster cluster, String key, String token) {
    this.cluster = cluster;
    this.key = key;
    this.token = token;
    this.labels = new LinkedHashMap<>();
    labels.put("app.kubernetes.io/name", "prefmill");
    labels.put("prefmill.dev/job", key);
    labels.put("prefmill.dev/attempt", token);
  }

  /** The Job's name, one for each run. */
  String jobName() {
    return "prefmill-" + key;
  }

  /** The Pod's name, one for each attempt. */
  String podName() {
    return "prefmill-files-" + token;
  }

  /** The Job that runs a command. */
  Map<String, Object> job(List<String> command) {
    Map<String, Object> resources = new LinkedHashMap<>();
    resources.put("cpu", String.valueOf(cluster.cpus()));
    resources.put("memory", cluster.memory());
    if (cluster.gpus() > 0) {
      resources.put("nvidia.com/gpu", String.valueOf(cluster.gpus()));
    }
    Map<String, Object> pod = podSpec(command, resources);
    pod.put("terminationGracePeriodSeconds", GRACE_SECONDS);
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("backoffLimit", 0);
    cluster.longest().ifPresent(d -> spec.put("activeDeadlineSeconds", Math.max(1, d.toSeconds())));
    spec.put("template", Map.of("metadata", Map.of("labels", labels), "spec", pod));
    Map<String, Object> metadata = metadata(jobName());
    metadata.put("annotations", Map.of(OWNER, token));
    return whole("batch/v1", "Job", metadata, spec);
  }

  /** The Pod that waits for files. */
  Map<String, Object> files() {
    Map<String, Object> resources = Map.of("cpu", "1", "memory", "512Mi");
    Map<String, Object> spec = podSpec(List.of("sleep", String.valueOf(FILES_SECONDS)), resources);
    spec.put("activeDeadlineSeconds", FILES_SECONDS);
    spec.put("terminationGracePeriodSeconds", 0);
    return whole("v1", "Pod", metadata(podName()), spec);
  }

  private Map<String, Object> metadata(String name) {
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("name", name);
    metadata.put("namespace", cluster.namespace());
    metadata.put("labels", labels);
    return metadata;
  }

  private Map<String, Object> podSpec(List<String> command, Map<String, Object> resources) {
    Map<String, Object> container = new LinkedHashMap<>();
    container.put("name", "prefmill");
    container.put("image", cluster.image());
    container.put("command", command);
    container.put("workingDir", ROOT);
    container.put(
        "env",
        List.of(
            Map.of("name", "HOME", "value", "/tmp"), Map.of("name", "USER", "value", "prefmill")));
    container.put("resources", Map.of("requests", resources, "limits", resources));
    container.put("volumeMounts", List.of(Map.of("name", "prefmill", "mountPath", ROOT)));
    container.put(
        "securityContext",
        Map.of("allowPrivilegeEscalation", false, "capabilities", Map.of("drop", List.of("ALL"))));
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("restartPolicy", "Never");
    spec.put("automountServiceAccountToken", false);
    spec.put(
        "securityContext",
        Map.of(
            "runAsNonRoot", true,
            "runAsUser", USER,
            "runAsGroup", USER,
            "fsGroup", USER,
            "seccompProfile", Map.of("type", "RuntimeDefault")));
    spec.put("containers", List.of(container));
    spec.put(
        "volumes",
        List.of(
            Map.of(
                "name",
                "prefmill",
                "persistentVolumeClaim",
                Map.of("claimName", cluster.claim()))));
    return spec;
  }

  private static Map<String, Object> whole(
      String version, String kind, Map<String, Object> metadata, Map<String, Object> spec) {
    Map<String, Object> whole = new LinkedHashMap<>();
    whole.put("apiVersion", version);
    whole.put("kind", kind);
    whole.put("metadata", metadata);
    whole.put("spec", spec);
    return whole;
  }

  /** A manifest as text. */
  static String yaml(Map<String, Object> manifest) {
    try {
      return YAMLMapper.builder()
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
          .build()
          .writeValueAsString(manifest);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("maps and words are always YAML", e);
    }
  }
}
