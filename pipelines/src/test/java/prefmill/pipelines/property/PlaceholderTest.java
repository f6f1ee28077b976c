package prefmill.pipelines.property;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import prefmill.datasets.rows.ChatMessage;
import prefmill.datasets.rows.PreferenceRow;
import prefmill.pipelines.property.events.Baseline;
import prefmill.pipelines.property.events.Said;
import prefmill.pipelines.scenario.Workshop;

/** Placeholders are numbered by the prompt, mean the same everywhere, and are not masked again. */
class PlaceholderTest {
  private static final String PROMPT =
      "Does jane.roe@example.org get the mail for ops@example.com, or jane.roe@example.org only?";
  private static final String ONE = "Mail for ops@example.com goes to jane.roe@example.org now.";
  private static final String OTHER = "Ask aardvark@example.net, then jane.roe@example.org again.";

  @ParameterizedTest
  @ValueSource(strings = {"direct", "flink"})
  void exchangingTheAnswersExchangesNothingElse(String runner, @TempDir Path temp)
      throws IOException {
    Said said =
        new Said()
            .choice("ada", "First desk.", PROMPT, ONE, OTHER, 0)
            .choice("ben", "Second desk.", PROMPT, ONE, OTHER, 1);
    List<PreferenceRow> pairs = build(said, runner, temp).pairs();
    assertThat(pairs.size(), is(2));
    PreferenceRow first = pairs.get(0);
    PreferenceRow second = pairs.get(1);
    assertThat(second.chosen(), equalTo(first.rejected()));
    assertThat(second.rejected(), equalTo(first.chosen()));
    assertThat(
        last(second.prompt()),
        equalTo("Does <EMAIL_1> get the mail for <EMAIL_2>, or <EMAIL_1> only?"));
    assertThat(last(first.prompt()), equalTo(last(second.prompt())));
    for (PreferenceRow row : pairs) {
      assertThat(last(row.chosen()), containsString("<EMAIL_1>"));
      assertThat(last(row.rejected()), containsString("<EMAIL_1>"));
      String both = last(row.chosen()) + last(row.rejected());
      assertThat(both, containsString("Mail for <EMAIL_2> goes to <EMAIL_1> now."));
      assertThat(both, containsString("Ask <EMAIL_3>, then <EMAIL_1> again."));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"direct", "flink"})
  void maskedRowsAreNotMaskedAgain(String runner, @TempDir Path temp) throws IOException {
    Said said = new Said();
    List<String> before = new ArrayList<>();
    for (PreferenceRow row : Rows.of(Baseline.on(runner)).pairs()) {
      String system = row.prompt().size() > 1 ? row.prompt().get(0).content() : null;
      said.choice(
          "u" + said.lines().size(),
          system,
          last(row.prompt()),
          last(row.chosen()),
          last(row.rejected()),
          0);
      before.add(texts(row));
    }
    long masked = before.stream().filter(texts -> texts.contains("<EMAIL_")).count();
    assertThat(masked, greaterThan(5L));
    List<String> after =
        build(said, runner, temp).pairs().stream().map(PlaceholderTest::texts).sorted().toList();
    assertThat(after, equalTo(before.stream().sorted().toList()));
  }

  private static Rows build(Said said, String runner, Path temp) throws IOException {
    Workshop workshop = Workshop.in(temp).events("a.jsonl", said.lines());
    String settings = Workshop.ALL_TRAIN + "near_duplicates: off\n";
    return Rows.of(workshop.build(workshop.policy(settings), runner).version());
  }

  private static String texts(PreferenceRow row) {
    return last(row.prompt()) + "\n" + last(row.chosen()) + "\n" + last(row.rejected());
  }

  private static String last(List<ChatMessage> messages) {
    return messages.get(messages.size() - 1).content();
  }
}
