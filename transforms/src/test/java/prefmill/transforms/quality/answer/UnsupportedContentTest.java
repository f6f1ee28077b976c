package prefmill.transforms.quality.answer;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.Base64;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import prefmill.transforms.outcome.Reason;
import prefmill.transforms.outcome.Stage;
import prefmill.transforms.quality.Role;

class UnsupportedContentTest {
  private static final Reason NO = Reason.of(Stage.QUALITY, "unsupported_content");
  private final UnsupportedContent rule = new UnsupportedContent();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "![x](data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ)",
        "What is this?\n<image>",
        "[image: cat.png]\nWhat does it eat?",
        "See \uFFFC above.",
        "[Download](sandbox:/mnt/data/report.csv)",
        "The fee is 5 euros\u301012:3\u2020rates.pdf\u3011.",
        "[Datei: rechnung.pdf]"
      })
  void whatIsNoTextIsRefused(String text) {
    assertThat(rule.judge(text), is(Optional.of(NO)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "A data URI begins with data:image/png;base64, and then the bytes.",
        "The <image> tag of RSS holds a url and a title.",
        "I attached the image: see [image 3] in the text.",
        "[Download](https://example.org/report.csv)",
        "See the file [notes] for more."
      })
  void whatSpeaksOfItIsKept(String text) {
    assertThat(rule.judge(text), is(Optional.empty()));
  }

  @Test
  void aThousandCharactersOfBase64AreBinary() {
    byte[] bytes = new byte[900];
    new Random(7).nextBytes(bytes);
    String base64 = Base64.getEncoder().encodeToString(bytes);
    assertThat(rule.judge(base64.substring(0, 999)), is(Optional.empty()));
    assertThat(rule.judge(base64.substring(0, 1000)), is(Optional.of(NO)));
    assertThat(rule.judge("a".repeat(5000)), is(Optional.empty()));
  }

  @ParameterizedTest
  @EnumSource(Role.class)
  void everyRoleIsJudged(Role role) {
    assertThat(rule.judge(role, "<image>"), is(Optional.of(NO)));
  }
}
