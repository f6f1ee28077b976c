package prefmill.runners.quickstart;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.not;

import java.math.BigInteger;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import prefmill.runners.quickstart.tables.BetabasePair;
import prefmill.runners.quickstart.tables.FeedbackTables;
import prefmill.runners.quickstart.tables.HelpemRow;

class FeedbackGeneratorTest {
  private static final FeedbackTables TABLES = FeedbackGenerator.of(7).generate();

  @Test
  void sameSeedSameRows() {
    assertThat(FeedbackGenerator.of(7).generate(), is(TABLES));
    assertThat(FeedbackGenerator.of(8).generate(), is(not(TABLES)));
  }

  @Test
  void thereAreAFewThousandRowsOfManyUsers() {
    assertThat(TABLES.size(), is(allOf(greaterThan(3_500), lessThan(6_000))));
    assertThat(
        TABLES.helpem().stream().map(HelpemRow::userId).distinct().count(), is(greaterThan(900L)));
  }

  @Test
  void nobodyGivesMoreSecondAnswersThanTheCapAllows() {
    Map<String, Long> rowsOfUser =
        TABLES.helpem().stream()
            .collect(Collectors.groupingBy(HelpemRow::userId, Collectors.counting()));
    assertThat(rowsOfUser.values(), everyItem(is(lessThanOrEqualTo(10L))));
  }

  @Test
  void questionsHardlyRepeat() {
    Set<String> prompts =
        TABLES.betabasePairs().stream().map(BetabasePair::query).collect(Collectors.toSet());
    assertThat(prompts.size(), is(TABLES.betabasePairs().size()));
    double alike = shareOfNearCopies(prompts);
    assertThat(alike, is(lessThan(0.03)));
  }

  @Test
  void ninePeopleInTenPreferSteps() {
    assertThat(shareOfSteps(TABLES.betabasePairs()), is(allOf(greaterThan(0.85), lessThan(0.95))));
  }

  @Test
  void shuffledLabelsPreferNothingAndKeepTheTexts() {
    FeedbackTables shuffled = new FeedbackGenerator(7, true).generate();
    assertThat(
        shareOfSteps(shuffled.betabasePairs()), is(allOf(greaterThan(0.42), lessThan(0.58))));
    assertThat(
        shuffled.betabasePairs().stream().map(BetabasePair::query).toList(),
        is(TABLES.betabasePairs().stream().map(BetabasePair::query).toList()));
  }

  @Test
  void someChangeTheirMind() {
    long flips = TABLES.helpem().stream().filter(r -> !r.first().equals(r.feedback())).count();
    assertThat(flips, is(greaterThan(100L)));
    assertThat(
        TABLES.helpem().stream()
            .filter(r -> !r.first().equals(r.feedback()))
            .allMatch(r -> r.updatedAt().isAfter(r.createdAt())),
        is(true));
  }

  @Test
  void personalDataPassesItsCheckDigits() {
    List<String> cards = found("(?<=card was )4\\d{3}(?: \\d{4}){3}\\b");
    assertThat(cards.size(), is(greaterThan(20)));
    assertThat(cards.stream().allMatch(FeedbackGeneratorTest::luhn), is(true));
    List<String> accounts = found("\\bDE\\d{2}(?: \\d{4}){4} \\d{2}\\b");
    assertThat(accounts.size(), is(greaterThan(20)));
    assertThat(accounts.stream().allMatch(FeedbackGeneratorTest::mod97), is(true));
    assertThat(found("\\b[a-z.0-9]+@[a-z.]+\\b").size(), is(greaterThan(100)));
    assertThat(found("\\+1 212-555-\\d{4}").size(), is(greaterThan(50)));
  }

  private static double shareOfSteps(Collection<BetabasePair> pairs) {
    long steps = pairs.stream().filter(p -> p.chosenResponse().contains("\n2. ")).count();
    return (double) steps / pairs.size();
  }

  private static double shareOfNearCopies(Set<String> texts) {
    List<Set<List<String>>> shingles = texts.stream().map(FeedbackGeneratorTest::shingles).toList();
    long alike = 0;
    for (int i = 0; i < shingles.size(); i++) {
      for (int k = 0; k < i; k++) {
        Set<List<String>> one = shingles.get(i);
        long both = shingles.get(k).stream().filter(one::contains).count();
        if (both >= 0.7 * (one.size() + shingles.get(k).size() - both)) {
          alike++;
          break;
        }
      }
    }
    return (double) alike / shingles.size();
  }

  private static Set<List<String>> shingles(String text) {
    List<String> words =
        Pattern.compile("\\w+").matcher(text).results().map(MatchResult::group).toList();
    return Stream.iterate(0, i -> i + 5 <= words.size(), i -> i + 1)
        .map(i -> words.subList(i, i + 5))
        .collect(Collectors.toSet());
  }

  private static List<String> found(String pattern) {
    return TABLES.helpem().stream()
        .map(HelpemRow::userMessage)
        .flatMap(text -> Pattern.compile(pattern).matcher(text).results())
        .map(MatchResult::group)
        .toList();
  }

  private static boolean luhn(String card) {
    int sum = 0;
    String digits = new StringBuilder(card.replace(" ", "")).reverse().toString();
    for (int i = 0; i < digits.length(); i++) {
      int weighted = (digits.charAt(i) - '0') * (1 + i % 2);
      sum += weighted / 10 + weighted % 10;
    }
    return sum % 10 == 0;
  }

  private static boolean mod97(String iban) {
    String plain = iban.replace(" ", "");
    String moved = plain.substring(4) + "1314" + plain.substring(2, 4);
    return new BigInteger(moved).mod(BigInteger.valueOf(97)).intValue() == 1;
  }
}
