package prefmill.transforms.mask;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import prefmill.transforms.event.FeedbackEvent.Author;
import prefmill.transforms.mask.rules.RuleScanner;
import prefmill.transforms.mask.rules.RuleScanner.Ranked;
import prefmill.transforms.mask.text.CountingText;
import prefmill.transforms.mask.text.Findings;
import prefmill.transforms.mask.text.FoldedText;
import prefmill.transforms.mask.text.WorstCases;

/** Pieces that, over and over, cost the rules the most that is found. */
public final class HostilePieces {
  /** The length of a text of one piece. */
  public static final int MEGABYTE = 1 << 20;

  /** Whose name and address are looked for in them. */
  public static final Author ANNA = new Author("u1", "Anna Schmidt", "anna@home.example", null);

  /** All rules, those that are off by default too, and a dictionary. */
  public static final MaskingRules RULES =
      new MaskingRules(
              Map.of(),
              MaskingRules.defaults().phoneRegions(),
              List.of("Anna B", "anna anna anna x"),
              true,
              null)
          .withoutKeep();

  private static final int WORST = 2;

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

  private HostilePieces() {}

  /** Prints all pieces, a JSON string on each line. */
  public static void main(String[] arguments) throws JsonProcessingException {
    ObjectMapper json = new ObjectMapper();
    for (String piece : all()) {
      System.out.println(json.writeValueAsString(piece));
    }
  }

  /** What the pieces are made of, and the worst of each rule. */
  static Set<String> all() {
    Set<String> all = new LinkedHashSet<>(FRAGMENTS);
    rules().forEach(rule -> all.addAll(worst(rule)));
    return all;
  }

  /** Each rule. */
  static Stream<Ranked> rules() {
    return Stream.concat(RulesByType.of(RULES).stream(), RulesByType.of(RULES, ANNA).stream());
  }

  /** The two that cost a rule the most steps, of those that are found from the fragments. */
  static List<String> worst(Ranked rule) {
    RuleScanner scanner = RuleScanner.of(List.of(rule));
    List<String> fragments = new ArrayList<>(FRAGMENTS);
    rule.rule().trigger().first().stream().forEach(c -> fragments.add("" + (char) c));
    return WorstCases.of(fragments, text -> steps(scanner, text), 1).subList(0, WORST);
  }

  /** How many characters a scanner asks for in a text. */
  static long steps(RuleScanner scanner, String text) {
    CountingText counted = new CountingText(FoldedText.of(text));
    scanner.scan(counted, new Findings());
    return counted.steps();
  }
}
