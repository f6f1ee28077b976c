package prefmill.transforms.mask;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.lessThan;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import prefmill.transforms.event.FeedbackEvent.Author;
import prefmill.transforms.keys.KeyedHash;
import prefmill.transforms.mask.rules.RuleScanner;
import prefmill.transforms.mask.rules.RuleScanner.Ranked;
import prefmill.transforms.mask.text.CountingText;
import prefmill.transforms.mask.text.Findings;
import prefmill.transforms.mask.text.FoldedText;
import prefmill.transforms.mask.text.WorstCases;

/**
 * On a megabyte of the worst that is found for each rule, no rule takes more steps than in
 * proportion to the length, and all rules together at most 100 ms of CPU beside the values' tokens.
 */
class HostileTextTest {
  private static final int MEGABYTE = 1 << 20;
  private static final long MOST_MILLIS = 100;
  private static final long NANOS_A_VALUE = 3_000; // its token is a hash
  private static final long MOST_STEPS_A_CHARACTER = 200;
  private static final int RUNS = 5;
  private static final int WORST = 2;
  private static final double MOST_GROWTH = 10.5;
  private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();
  private static final Author ANNA = new Author("u1", "Anna Schmidt", "anna@home.example", null);
  private static final MaskingRules RULES =
      new MaskingRules(
              Map.of(),
              MaskingRules.defaults().phoneRegions(),
              List.of("Anna B", "anna anna anna x"),
              true,
              null)
          .withoutKeep();

  private static final List<String> FRAGMENTS =
      List.of(
          "1",
          "0",
          "a",
          "A",
          "e",
          "f",
          "x",
          "z",
          " ",
          ".",
          "-",
          "_",
          ",",
          ":",
          "/",
          "=",
          "@",
          "%",
          "&",
          "<",
          ">",
          "\\",
          "+",
          "(",
          ")",
          "#",
          "?",
          "'",
          "\"",
          "\n",
          "{",
          "[",
          "|",
          "$",
          "~",
          "é",
          "王",
          "\u200b",
          "::",
          "://",
          "a@b.co",
          "a@",
          "1.1.1.1",
          "1:",
          "1::",
          "00:1",
          "DE89",
          "4111 ",
          "+49 ",
          "-----BEGIN ",
          "PRIVATE KEY-----",
          "-----END ",
          "eyJ",
          "eyJhbGciOiJIUzI1NiJ9.",
          "sk-",
          "sk-proj-a1",
          "ghp_",
          "SG.",
          "a://b:c@",
          "?token=",
          "&token=abcdefgh",
          "password=",
          "password is ",
          "password for ",
          "token: ",
          "api key: ",
          "Bearer ",
          "authorization: ",
          "anna ",
          "Anna Schmidt",
          "anna anna anna ",
          "schmidt, ",
          "&amp;",
          "&#64;",
          "&#",
          "%40",
          "%25",
          "%2525",
          "\\u0040",
          "\\u00",
          "\\\\",
          "<EMAIL",
          "<EMAIL_1>",
          "-u a:b ",
          "curl ",
          ".atlasv1.",
          "Q~",
          "hooks.slack.com/services/",
          "call ",
          "born ",
          "1990-01-01",
          "123-45-6789",
          "12.5, ",
          "http://",
          "www.",
          ".com",
          "St. ",
          "street",
          "N 52",
          "bc1",
          "0x1");

  private final PiiMasker masker =
      PiiMasker.of(
          RULES, KeyedHash.of("0123456789abcdef".getBytes(StandardCharsets.UTF_8), "test"));

  static Stream<Ranked> rules() {
    return Stream.concat(RulesByType.of(RULES).stream(), RulesByType.of(RULES, ANNA).stream());
  }

  static Stream<String> fragments() {
    return FRAGMENTS.stream();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void theWorstForARuleTakesStepsInProportionToItsLength(Ranked rule) {
    RuleScanner scanner = RuleScanner.of(List.of(rule));
    for (String piece : worst(rule, scanner)) {
      long few = steps(scanner, WorstCases.repeated(piece, MEGABYTE / 10));
      long many = steps(scanner, WorstCases.repeated(piece, MEGABYTE));
      String what = rule.rule().name() + " on " + piece;
      assertThat(what, many / (few + 1.0), lessThan(MOST_GROWTH));
      assertThat(what, many / MEGABYTE, lessThan(MOST_STEPS_A_CHARACTER));
    }
  }

  @Tag("soak")
  @ParameterizedTest
  @MethodSource("rules")
  void theWorstForARuleIsQuick(Ranked rule) {
    worst(rule, RuleScanner.of(List.of(rule))).forEach(this::isQuick);
  }

  @Tag("soak")
  @ParameterizedTest
  @MethodSource("fragments")
  void aFragmentOverAndOverIsQuick(String fragment) {
    isQuick(fragment);
  }

  private static List<String> worst(Ranked rule, RuleScanner scanner) {
    List<String> fragments = new ArrayList<>(FRAGMENTS);
    rule.rule().trigger().first().stream().forEach(c -> fragments.add("" + (char) c));
    return WorstCases.of(fragments, text -> steps(scanner, text), 1).subList(0, WORST);
  }

  private void isQuick(String piece) {
    String text = WorstCases.repeated(piece, MEGABYTE);
    long best = Long.MAX_VALUE;
    long most = MOST_MILLIS * 1_000_000;
    for (int run = 0; run < RUNS && best > most; run++) {
      long start = CLOCK.getCurrentThreadCpuTime();
      int values = masker.mask(text, ANNA).values().size();
      best = Math.min(best, CLOCK.getCurrentThreadCpuTime() - start);
      most = MOST_MILLIS * 1_000_000 + values * NANOS_A_VALUE;
    }
    assertThat("CPU nanoseconds of " + piece, best, lessThan(most));
  }

  private static long steps(RuleScanner scanner, String text) {
    CountingText counted = new CountingText(FoldedText.of(text));
    scanner.scan(counted, new Findings());
    return counted.steps();
  }
}
