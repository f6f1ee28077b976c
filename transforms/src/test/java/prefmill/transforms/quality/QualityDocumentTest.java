package prefmill.transforms.quality;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import prefmill.transforms.quality.settings.RuleDescription;

/**
 * docs/quality.md says of every rule what the code says; a failure prints the text to put there.
 */
class QualityDocumentTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "quality.md");

  @Test
  void describesEveryRuleAsTheCodeDoes() throws Exception {
    String document = Files.readString(DOCUMENT);
    for (RuleDescription rule : QualityRules.descriptions()) {
      assertThat(document, containsString(section(rule)));
    }
  }

  @Test
  void hasTheRulesInTheirOrderAndNoOthers() throws Exception {
    List<String> titles =
        Files.readAllLines(DOCUMENT).stream()
            .filter(line -> line.startsWith("### "))
            .map(line -> line.substring(4))
            .toList();
    assertThat(
        titles, is(QualityRules.descriptions().stream().map(RuleDescription::name).toList()));
  }

  private static String section(RuleDescription rule) {
    String judges =
        rule.roles().isEmpty()
            ? "the pair"
            : rule.roles().stream().map(Role::label).collect(Collectors.joining(", "));
    String thresholds =
        rule.thresholds().stream()
            .map(t -> "- `%s: %s`: %s\n".formatted(t.name(), number(t.value()), t.reason()))
            .collect(Collectors.joining());
    String selections =
        rule.selections().stream()
            .map(s -> "- `%s`, such as `%s`: %s\n".formatted(s.name(), s.example(), s.reason()))
            .collect(Collectors.joining());
    String settings = thresholds + selections;
    return "### %s\n\n%s\n\nJudges: %s (stage `%s`). Default: %s. Example: %s.\n\n%sSource: %s\n"
        .formatted(
            rule.name(),
            rule.sentence(),
            judges,
            rule.stage().label(),
            rule.on() ? "on" : "off",
            rule.example(),
            settings.isEmpty() ? "" : settings + "\n",
            rule.source());
  }

  private static String number(Double value) {
    if (value == null) {
      return "none";
    }
    return value == Math.rint(value) ? Long.toString(value.longValue()) : Double.toString(value);
  }
}
