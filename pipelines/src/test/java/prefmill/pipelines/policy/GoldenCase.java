package prefmill.pipelines.policy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import prefmill.pipelines.policy.yaml.Fault;

/**
 * A policy of faults.golden and the faults that it must print.
 *
 * @param title what is wrong with it
 * @param yaml the policy
 * @param faults one line for each fault
 */
record GoldenCase(String title, String yaml, List<String> faults) {
  private static final Pattern BLOCK =
      Pattern.compile("=== (.*)\\R((?s:.*?))(?m)^---\\R((?s:.*?))(?=^=== |\\z)");

  private static final String BASE =
      """
      dataset: support
      store: ./store
      masking: {key_env: PREFMILL_MASKING_KEY}
      sources: [{name: app, kind: jsonl, preset: native, path: "events/*.jsonl"}]
      """;

  static List<GoldenCase> all() throws IOException {
    Path file = Path.of("src/test/resources/prefmill/pipelines/policy/faults.golden");
    Matcher block = BLOCK.matcher(Files.readString(file));
    List<GoldenCase> cases = new ArrayList<>();
    while (block.find()) {
      String yaml = block.group(2).replaceFirst("BASE\n", BASE);
      cases.add(new GoldenCase(block.group(1), yaml, block.group(3).lines().toList()));
    }
    return cases;
  }

  /** Whether a JSON Schema alone cannot find the fault. */
  boolean beyondTheSchema() {
    return title.endsWith("[beyond the schema]");
  }

  List<String> found() {
    try {
      Policy.of(yaml, Path.of("/policies"));
      return List.of();
    } catch (PolicyException e) {
      return e.faults().stream().map(Fault::toString).toList();
    }
  }

  @Override
  public String toString() {
    return title;
  }
}
