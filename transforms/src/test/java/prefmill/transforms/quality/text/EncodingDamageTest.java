package prefmill.transforms.quality.text;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import prefmill.transforms.outcome.Reason;
import prefmill.transforms.outcome.Stage;

class EncodingDamageTest {
  private final EncodingDamage rule = new EncodingDamage(0.01);

  @ParameterizedTest
  @ValueSource(strings = {"it’s a café", "naïve façade – “quoted”", "schön 👍", "Größe"})
  void refusesUtf8ReadAsWindows1252(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    String damaged = new String(utf8, Charset.forName("windows-1252"));
    assertThat(rule.judge(damaged).map(Reason::rule), is(Optional.of("encoding_damage")));
    assertThat(rule.judge(text), is(Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NÃO, AMANHÃ é outro dia",
        "L'ÂGE D'OR, pâté et gâteau",
        "ð and þ are letters of Icelandic",
        "他今天去学校了。😀"
      })
  void keepsTextOfManyLanguages(String text) {
    assertThat(rule.judge(text), is(Optional.empty()));
  }

  @Test
  void refusesLoneSurrogates() {
    assertThat(rule.judge("ab\uD83D").isPresent(), is(true));
    assertThat(rule.judge("\uDE00ab").isPresent(), is(true));
  }

  @Test
  void countsItsShareOfTheCharacters() {
    assertThat(rule.judge("\uFFFD" + "x".repeat(99)), is(Optional.empty()));
    assertThat(rule.judge("\uFFFD" + "x".repeat(100)), is(Optional.empty()));
    assertThat(
        rule.judge("\uFFFD" + "x".repeat(79)),
        is(Optional.of(new Reason(Stage.QUALITY, "encoding_damage", 0.0125, 0.01))));
  }
}
