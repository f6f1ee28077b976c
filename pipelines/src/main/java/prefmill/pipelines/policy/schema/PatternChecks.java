package prefmill.pipelines.policy.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import prefmill.pipelines.policy.yaml.Fault;
import prefmill.pipelines.policy.yaml.KeyPath;
import prefmill.pipelines.policy.yaml.YamlDocument;

/**
 * Whether a policy's regular expressions can be used and do what they are for: each is tried on
 * ordinary sentences.
 */
final class PatternChecks {
  private static final List<String> ORDINARY =
      List.of(
          "How do I change the address on my invoice?",
          "You are a helpful assistant of a travel agency.",
          "Please write a short poem about two old friends",
          "Was ist der Unterschied zwischen Miete und Leasing?",
          "今日は天気がいいですね",
          "Where is order 4711, and when will it arrive");
  // a volatile span is a part of a text: of each sentence more than this share must stay
  private static final int LEAST_PER_CENT = 20;

  private final YamlDocument document;
  private final ObjectNode root;
  private final List<Fault> faults = new ArrayList<>();

  private PatternChecks(YamlDocument document, ObjectNode root) {
    this.document = document;
    this.root = root;
  }

  static PatternChecks of(YamlDocument document, ObjectNode withDefaults) {
    return new PatternChecks(document, withDefaults);
  }

  List<Fault> faults() {
    int index = 0;
    for (JsonNode regex : root.path("pairs").path("volatile")) {
      String path = KeyPath.item("pairs.volatile", index++);
      compile(path, regex, 0).ifPresent(pattern -> volatileSpan(path, pattern));
    }
    JsonNode categories = root.path("categories");
    for (int i = 0; i < categories.size(); i++) {
      String path = KeyPath.item("categories", i) + ".prompt";
      boolean last = i == categories.size() - 1;
      compile(path, categories.get(i).path("prompt"), Pattern.CASE_INSENSITIVE)
          .ifPresent(pattern -> category(path, pattern, last));
    }
    return faults;
  }

  private void volatileSpan(String path, Pattern pattern) {
    if (pattern.matcher("").find()) {
      fault(path, "matches the empty text, so it would cut everywhere; write + instead of *.");
    } else if (ORDINARY.stream().allMatch(text -> leavesNothing(pattern, text))) {
      fault(
          path,
          "leaves nothing or nearly nothing of an ordinary sentence, so that all prompts would be one; name the span that changes.");
    }
  }

  private static boolean leavesNothing(Pattern pattern, String text) {
    String rest = pattern.matcher(text).replaceAll("").strip();
    return 100 * rest.length() <= LEAST_PER_CENT * text.length();
  }

  private void category(String path, Pattern pattern, boolean last) {
    if (!last && ORDINARY.stream().allMatch(text -> pattern.matcher(text).find())) {
      fault(
          path, "is found in any sentence, so that the rules after it never decide; put it last.");
    }
  }

  private Optional<Pattern> compile(String path, JsonNode regex, int flags) {
    if (!regex.isTextual() || regex.asText().isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Pattern.compile(regex.asText(), flags));
    } catch (PatternSyntaxException e) {
      fault(path, "is no regular expression: " + e.getDescription() + " at " + e.getIndex() + ".");
    } catch (StackOverflowError e) {
      fault(path, "nests too deeply for a regular expression; write it flatter.");
    }
    return Optional.empty();
  }

  private void fault(String path, String message) {
    faults.add(new Fault(path, document.line(path), message));
  }
}
