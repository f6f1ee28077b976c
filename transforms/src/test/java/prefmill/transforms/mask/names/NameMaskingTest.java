package prefmill.transforms.mask.names;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import prefmill.transforms.event.FeedbackEvent.Author;
import prefmill.transforms.keys.KeyedHash;
import prefmill.transforms.mask.Masked;
import prefmill.transforms.mask.MaskingRules;
import prefmill.transforms.mask.PiiMasker;
import prefmill.transforms.mask.PiiType;
import prefmill.transforms.mask.Treatment;
import prefmill.transforms.mask.names.NameRecogniser.Bearer;
import prefmill.transforms.mask.names.NameRecogniser.Name;

class NameMaskingTest {
  /** Two capitalised words are a person, two upper-case words a place. */
  private static List<Name> capitals(String text) {
    List<Name> names = new ArrayList<>();
    add(names, Bearer.PERSON, "\\p{Lu}\\p{Ll}+\\W{1,3}\\p{Lu}\\p{Ll}+", text);
    add(names, Bearer.PLACE, "\\p{Lu}{2,} \\p{Lu}{2,}", text);
    return names;
  }

  private static void add(List<Name> names, Bearer bearer, String pattern, String text) {
    Matcher found = Pattern.compile(pattern).matcher(text);
    while (found.find()) {
      names.add(new Name(bearer, found.start(), found.end()));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "😀 Zoë Okafor of NEW YORK | 😀 <PERSON> of <PLACE>",
        "mail Zoë Okafor@example.com now | mail <EMAIL> now",
        "{\"by\": \"Zo\\u00eb Okafor\", \"n\": 1} | {\"by\": \"<PERSON>\", \"n\": 1}",
        "[\"Zoe\",\"Ann\"] and \"Ann Lee\" | [\"<PERSON>\",\"<PERSON>\"] and \"<PERSON>\"",
        "Ｚｏｅ Ｏｋａｆｏｒ | <PERSON>",
        "see ?q=Ann%20Lee&z or Ann&nbsp;Lee | see ?q=<PERSON>&z or <PERSON>",
        "nobody here | nobody here",
      })
  void namesAreMaskedWhereTheyStand(String text, String expected) {
    assertThat(withoutHashes(mask(text, Author.UNKNOWN)), is(expected));
  }

  @Test
  void theAuthorAndWhoeverWritesOfHimHaveOneToken() {
    String own = mask("I am zoe okafor", new Author("u1", "Zoe Okafor", null, null));

    assertThat(own, containsString(mask("Zoe Okafor", Author.UNKNOWN)));
  }

  @Test
  void whatIsFoundOnlyOnceAnotherNameIsATokenIsMaskedToo() {
    NameRecogniser shy =
        text ->
            text.startsWith("Ann")
                ? List.of(new Name(Bearer.PERSON, 0, 3))
                : text.endsWith("Bob")
                    ? List.of(new Name(Bearer.PERSON, text.length() - 3, text.length()))
                    : List.of();

    assertThat(
        withoutHashes(masker(shy, Map.of()).mask("Ann met Bob", Author.UNKNOWN).text()),
        is("<PERSON> met <PERSON>"));
  }

  @Test
  void aRecogniserThatNeverEndsIsAskedEightTimes() {
    int[] asked = {0};
    NameRecogniser endless =
        text -> {
          asked[0]++;
          int letter = text.indexOf('x');
          return letter < 0 ? List.of() : List.of(new Name(Bearer.PERSON, letter, letter + 1));
        };

    masker(endless, Map.of()).mask("x ".repeat(1000), Author.UNKNOWN);

    assertThat(asked[0], is(8));
  }

  @Test
  void aKeptTypeStaysAndADroppedOneDropsTheText() {
    Map<PiiType, Treatment> types =
        Map.of(PiiType.PERSON, Treatment.KEEP, PiiType.PLACE, Treatment.DROP);
    Masked masked =
        masker(NameMaskingTest::capitals, types).mask("Ann Lee of NEW YORK", Author.UNKNOWN);

    assertThat(withoutHashes(masked.text()), is("Ann Lee of <PLACE>"));
    assertThat(masked.dropped(), is(java.util.Set.of(PiiType.PLACE)));
  }

  @Property(tries = 300)
  void maskingAgainChangesNothing(@ForAll @Size(max = 12) List<Word> words) {
    String text = String.join(" ", words.stream().map(word -> word.text).toList());
    String once = mask(text, Author.UNKNOWN);

    assertThat(mask(once, Author.UNKNOWN), is(once));
  }

  private enum Word {
    ANN("Ann"),
    LEE("Lee"),
    NEW("NEW"),
    YORK("YORK"),
    MAIL("ann@example.com"),
    TOKEN("<PERSON#0123456789abcdef>"),
    ESCAPED("&lt;Ann%20Lee"),
    SMALL("and");

    private final String text;

    Word(String text) {
      this.text = text;
    }
  }

  private static String mask(String text, Author author) {
    return masker(NameMaskingTest::capitals, Map.of()).mask(text, author).text();
  }

  private static PiiMasker masker(NameRecogniser recogniser, Map<PiiType, Treatment> types) {
    byte[] key = "0123456789abcdef".getBytes(StandardCharsets.UTF_8);
    MaskingRules rules = new MaskingRules(types, List.of("US"), List.of(), true, () -> recogniser);
    return PiiMasker.of(rules, KeyedHash.of(key, "test"));
  }

  private static String withoutHashes(String text) {
    return text.replaceAll("#[0-9a-f]{16}", "");
  }
}
