package prefmill.pipelines.policy.checkup;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import prefmill.datasets.objects.Places;
import prefmill.pipelines.policy.Policy;
import prefmill.pipelines.policy.PolicyException;
import prefmill.pipelines.policy.PolicyText;
import prefmill.pipelines.policy.SourcePolicy;
import prefmill.pipelines.policy.report.SinkPolicy;
import prefmill.pipelines.policy.yaml.Fault;
import prefmill.pipelines.policy.yaml.KeyPath;
import prefmill.pipelines.policy.yaml.YamlDocument;

/**
 * Checks a policy whole: the file by itself, and, if that is sound, whether the files and
 * environment variables that it names are there. Reads no feedback, opens no connection.
 */
public final class PolicyCheck {
  private final YamlDocument document;
  private final UnaryOperator<String> environment;
  private final List<Fault> faults = new ArrayList<>();

  private PolicyCheck(YamlDocument document, UnaryOperator<String> environment) {
    this.document = document;
    this.environment = environment;
  }

  /**
   * The policy of a file.
   *
   * @throws PolicyException naming every fault
   */
  public static Policy check(Path file) throws PolicyException {
    return check(file, System::getenv);
  }

  static Policy check(Path file, UnaryOperator<String> environment) throws PolicyException {
    PolicyText read = PolicyText.read(file);
    PolicyCheck check = new PolicyCheck(read.document(), environment);
    check.surroundings(read.policy());
    if (!check.faults.isEmpty()) {
      check.faults.sort(Comparator.comparingInt(Fault::line));
      throw PolicyException.of(file.toString(), check.faults);
    }
    return read.policy();
  }

  private void surroundings(Policy policy) {
    store(policy.store());
    key(policy);
    if (policy.masking().names() != null) {
      policy
          .masking()
          .names()
          .fault()
          .ifPresent(
              seen -> fault("masking.names.model_folder", "is no model of names: " + seen + "."));
    }
    int index = 0;
    for (SourcePolicy source : policy.sources()) {
      String place = KeyPath.item("sources", index++);
      files(place + ".path", source.path());
      password(place + ".password_env", source.passwordEnv());
      secretFile(place + ".password_file", source.passwordFile());
      secretFile(place + ".properties_file", source.propertiesFile());
    }
    policy.registry().ifPresent(it -> password("registry.password_env", it.passwordEnv()));
    index = 0;
    for (SinkPolicy sink : policy.report().sinks()) {
      String place = KeyPath.item("report.sinks", index++);
      password(place + ".url_env", sink.urlEnv());
      password(place + ".token_env", sink.tokenEnv());
    }
    policy
        .training()
        .flatMap(it -> BaseModel.missing(Path.of(it.baseModel())))
        .ifPresent(seen -> fault("training.base_model", "is no model: " + seen + "."));
  }

  private void store(Path store) {
    if (!Places.isOnDisk(store)) {
      return; // a bucket is asked by `doctor`
    }
    Path existing = StoreProbe.nearestExisting(store);
    if (!Files.isDirectory(existing)) {
      fault("store", "lies in " + existing + ", which is a file; name a folder.");
    } else if (!Files.isWritable(existing)) {
      fault("store", "lies in " + existing + ", which is not writable; change its permissions.");
    }
  }

  private void key(Policy policy) {
    try {
      var unused = policy.masking().key().hash(policy.dataset());
    } catch (IllegalStateException e) {
      String key = policy.masking().keyEnv() == null ? "key_file" : "key_env";
      fault(KeyPath.key("masking", key), "gives no key: " + e.getMessage() + ".");
    }
  }

  /** A file or folder must exist; of a glob, the folder before its first wildcard. */
  private void files(String place, String path) {
    if (path == null) {
      return;
    }
    Path fixed = Path.of(path);
    while (fixed.toString().matches(".*[*?\\[{].*")) {
      fixed = fixed.getParent();
    }
    if (!Files.exists(fixed)) {
      fault(place, "leads to " + fixed + ", which does not exist; create or correct it.");
    } else if (!Files.isReadable(fixed)) {
      fault(place, "leads to " + fixed + ", which cannot be read; change its permissions.");
    }
  }

  private void password(String place, String variable) {
    if (variable != null && environment.apply(variable) == null) {
      fault(place, "names the environment variable " + variable + ", which is not set; export it.");
    }
  }

  private void secretFile(String place, String file) {
    if (file != null && !Files.isReadable(Path.of(file))) {
      fault(place, "names the file " + file + ", which cannot be read; create or correct it.");
    }
  }

  private void fault(String place, String message) {
    faults.add(new Fault(place, document.line(place), message));
  }
}
