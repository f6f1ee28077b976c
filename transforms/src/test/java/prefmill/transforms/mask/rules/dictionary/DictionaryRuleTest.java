package prefmill.transforms.mask.rules.dictionary;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.beam.sdk.util.SerializableUtils;
import prefmill.transforms.event.FeedbackEvent.Author;
import prefmill.transforms.keys.KeyedHash;
import prefmill.transforms.mask.MaskingRules;
import prefmill.transforms.mask.PiiMasker;
import prefmill.transforms.mask.rules.RuleScanner;
import prefmill.transforms.mask.rules.RuleScanner.Ranked;
import prefmill.transforms.mask.text.CountingText;
import prefmill.transforms.mask.text.Finding;
import prefmill.transforms.mask.text.Findings;
import prefmill.transforms.mask.text.FoldedText;

class DictionaryRuleTest {
  private static final List<String> TERMS =
      List.of(
          "Anna Schmidt",
          "Schmidt",
          "Müller-Lüdenscheidt",
          "Acme",
          "ACME Rocket",
          "Fox",
          "Boss",
          "王小明",
          "R2-D2",
          "C++ Guild",
          "O'Neil",
          "@handle",
          "Jones");

  @Example
  void termsAreFoundAsWholeWordsInAnyCase() {
    assertThat(masked("ANNA SCHMIDT and anna-schmidt"), is("<D> and <D>"));
    assertThat(masked("Schmidt, Anna Schmidt; schmidts"), is("<D>, <D>; <D>"));
    assertThat(masked("Acme's acme rockets, Foxes"), is("<D>'s <D>, <D>"));
    assertThat(masked("Schmidtke acmed foxy bosses boss's"), is("Schmidtke acmed foxy <D> <D>'s"));
    assertThat(masked("MU\u0308LLER LU\u0308DENSCHEIDT, Müller Lüdenscheidts"), is("<D>, <D>"));
    assertThat(masked("我是王小明。x王小明"), is("我是<D>。x<D>"));
    assertThat(masked("r2.d2 o'neil's C++ guild @handle Jones's"), is("<D> <D>'s <D> <D> <D>'s"));
    assertThat(masked("Ａcme A\u00ADcme &#65;cme %41cme"), is("<D> <D> <D> <D>"));
  }

  @Example
  void formsOfATermHaveOneToken() {
    PiiMasker masker = masker(TERMS);
    String token = masker.mask("Acme", Author.UNKNOWN).text();

    assertThat(masker.mask("ACMES", Author.UNKNOWN).text(), is(token));
    assertThat(masker.mask("acme's", Author.UNKNOWN).text(), is(token + "'s"));
  }

  @Example
  void whatCannotBeLookedForIsRefused() {
    for (String term : List.of("x", "--", " ", "a".repeat(101), "++")) {
      assertThrows(IllegalArgumentException.class, () -> rules(List.of(term)));
    }
  }

  @Property
  void findsTheLongestTermOfEveryPlace(@ForAll("texts") String text) {
    List<String> normalised = TERMS.stream().map(Term::of).toList();
    FoldedText folded = FoldedText.of(text);
    List<Finding> found = found(TERMS, folded);

    assertThat(
        text,
        found.stream().map(Finding::start).toList(),
        is(new ArrayList<>(plainly(normalised, folded))));
  }

  @Example
  void hundredThousandTermsTravelAndAreFoundInFewSteps() {
    Random random = new Random(3);
    List<String> many = new ArrayList<>(TERMS);
    while (many.size() < 100_000) {
      many.add(name(random) + " " + name(random));
    }
    MaskingRules rules = SerializableUtils.ensureSerializable(rules(many));
    byte[] sent = SerializableUtils.serializeToByteArray(rules);
    String text = "anna schmid acme rocke " + name(random) + " ";
    CountingText counted = new CountingText(FoldedText.of(text.repeat(100)));

    assertThat(rules.dictionary().size(), is(100_000));
    assertThat(sent.length, lessThan(2 << 20));
    assertThat(found(many, counted).size(), is(100));
    assertThat(counted.steps() / counted.length(), lessThan(20L));
    assertThat(
        masker(many).mask("to " + many.get(99_999), Author.UNKNOWN).text(), containsString("<D"));
  }

  private static String name(Random random) {
    StringBuilder name = new StringBuilder();
    for (int i = 4 + random.nextInt(5); i > 0; i--) {
      name.append((char) ('a' + random.nextInt(26)));
    }
    return name.toString();
  }

  /** The places of terms, by looking for each of them at each place. */
  private static Set<Integer> plainly(List<String> terms, FoldedText text) {
    Set<Integer> places = new TreeSet<>();
    String all = text.slice(0, text.length()).toLowerCase(Locale.ROOT);
    for (int i = 0; i < all.length(); i++) {
      String before = i == 0 ? "" : all.substring(i - 1, i);
      for (String term : terms) {
        String gaps = Pattern.quote(term).replace(" ", "\\E[ \\n\\t.,_-]{1,3}\\Q");
        boolean joined = isWord(before) && isWord(term.substring(0, 1));
        if (!joined
            && Pattern.compile(
                    gaps + (isWord(term.substring(term.length() - 1)) ? "(e?s)?(?![a-zü0-9])" : ""))
                .matcher(all.substring(i))
                .lookingAt()) {
          places.add(i);
        }
      }
    }
    return places;
  }

  private static boolean isWord(String c) {
    return !c.isEmpty() && Character.isLetterOrDigit(c.charAt(0)) && c.charAt(0) < 0x3000;
  }

  private static List<Finding> found(List<String> terms, FoldedText text) {
    List<Ranked> ranked =
        DictionaryRule.all(terms).stream().map(rule -> new Ranked(0, rule)).toList();
    Findings found = new Findings();
    RuleScanner.of(ranked).scan(text, found);
    return found.all();
  }

  private static MaskingRules rules(List<String> terms) {
    return new MaskingRules(Map.of(), List.of("US"), terms, true, null);
  }

  private static PiiMasker masker(List<String> terms) {
    byte[] key = "0123456789abcdef".getBytes(StandardCharsets.UTF_8);
    return PiiMasker.of(rules(terms), KeyedHash.of(key, "test"));
  }

  private static String masked(String text) {
    return masker(TERMS)
        .mask(text, Author.UNKNOWN)
        .text()
        .replaceAll("<DICTIONARY#[0-9a-f]{16}>", "<D>");
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of(
            "anna",
            "schmidt",
            "Schmidt",
            "acme",
            "rocket",
            "fox",
            "boss",
            "es",
            "s",
            "x",
            "王小明",
            "r2",
            "d2",
            " ",
            " ",
            " ",
            "-",
            ".",
            ", ",
            "\n",
            "@handle",
            "'s",
            "müller",
            "lüdenscheidt")
        .list()
        .ofMaxSize(12)
        .map(parts -> String.join("", parts));
  }
}
