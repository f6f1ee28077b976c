package prefmill.transforms.quality.language;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import prefmill.transforms.outcome.Reason;
import prefmill.transforms.quality.Role;
import prefmill.transforms.quality.TextRule;
import prefmill.transforms.quality.settings.Values;

class WrongLanguageTest {
  private static final String FRENCH =
      "Vous pouvez redémarrer le serveur, puis ouvrir le tableau de bord et choisir un rapport.";

  @Test
  void onlyTheListedLanguagesAreRight() {
    assertThat(judge(FRENCH, "en", "de"), is(Optional.of("wrong_language")));
    assertThat(judge(FRENCH, "en", "fr"), is(Optional.empty()));
    assertThat(judge("이 제품은 열두 시에 출발하고 두 시간쯤 걸린다고 합니다", "en"), is(Optional.of("wrong_language")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Merci beaucoup, c'est gentil !",
        "In French one says « Je ne regrette rien et je repars à zéro » to that.",
        "```\nle serveur est ouvert et la table est prise par tous les autres\n```",
        "for (int i = 0; i < taille; i++) { somme += valeurs[i]; compte(valeurs, i); }",
        "Say ありがとうございます to thank somebody in a shop, and ありがとう to thank a friend."
      })
  void shortQuotedAndCodeIsUndecided(String text) {
    assertThat(judge(text, "en"), is(Optional.empty()));
  }

  @Test
  void wordsAreCountedWithoutNames() {
    TextRule strict = new WrongLanguage(List.of("en"), 14, 0.88);
    assertThat(strict.judge(FRENCH).isPresent(), is(true));
    assertThat(new WrongLanguage(List.of("en"), 15, 0.88).judge(FRENCH), is(Optional.empty()));
  }

  @Test
  void rejectedAnswersAndPromptsMayBeInAnyLanguage() {
    TextRule rule = new WrongLanguage(List.of("en"), 5, 0.88);
    assertThat(rule.judge(Role.REJECTED, FRENCH), is(Optional.empty()));
    assertThat(rule.judge(Role.PROMPT, FRENCH), is(Optional.empty()));
  }

  private static Optional<String> judge(String text, String... languages) {
    Map<String, Object> settings = Map.of("languages", List.of(languages));
    return WrongLanguage.of(Values.of(WrongLanguage.DESCRIPTION, settings))
        .judge(text)
        .map(Reason::rule);
  }
}
