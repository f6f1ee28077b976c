package prefmill.transforms.mask;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import prefmill.transforms.event.FeedbackEvent.Author;
import prefmill.transforms.keys.KeyedHash;
import prefmill.transforms.mask.rules.RuleScanner;
import prefmill.transforms.mask.rules.RuleScanner.Ranked;
import prefmill.transforms.mask.text.Finding;
import prefmill.transforms.mask.text.Findings;
import prefmill.transforms.mask.text.FoldedText;
import prefmill.transforms.mask.text.FuzzTexts;
import prefmill.transforms.mask.text.Overlaps;

/**
 * Holds the scanner against all rules asked at every place, and masked texts against masking them
 * again, on texts at random: {@code ScannerFuzz [MINUTES [SEED]]}.
 */
final class ScannerFuzz {
  private static final Author ANNA = new Author("u1", "Anna Schmidt", "anna@home.example", null);
  private static final MaskingRules RULES =
      new MaskingRules(
              Map.of(),
              MaskingRules.defaults().phoneRegions(),
              List.of("Acme", "Acme Rocket", "Müller-Lüdenscheidt", "王小明"),
              true,
              null)
          .withoutKeep();

  private final List<Ranked> rules = rules();
  private final RuleScanner scanner = RuleScanner.of(rules);
  private final PiiMasker masker =
      PiiMasker.of(
          RULES, KeyedHash.of("0123456789abcdef".getBytes(StandardCharsets.UTF_8), "fuzz"));

  /** Fuzzes until the time is over or a difference is found; prints seeds and counts. */
  public static void main(String[] arguments) {
    long minutes = arguments.length > 0 ? Long.parseLong(arguments[0]) : 60;
    long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : System.nanoTime();
    long end = System.nanoTime() + Duration.ofMinutes(minutes).toNanos();
    ScannerFuzz fuzz = new ScannerFuzz();
    long texts = 0;
    for (; System.nanoTime() < end; seed++) {
      String difference = fuzz.difference(seed);
      texts++;
      if (difference != null) {
        System.out.printf("seed %d, after %d texts: %s%n", seed, texts, difference);
        System.exit(1);
      }
      if (texts % 1_000_000 == 0) {
        System.out.printf("%d texts without a difference, seed %d%n", texts, seed);
      }
    }
    System.out.printf("%d texts in %d minutes without a difference%n", texts, minutes);
  }

  /** What differs on the text of a seed; null if nothing does. */
  String difference(long seed) {
    return difference(FuzzTexts.next(new Random(seed)));
  }

  /** What differs on a text; null if nothing does. */
  String difference(String text) {
    FoldedText folded = FoldedText.of(text);
    FoldedText decoded = folded.decoded(text);
    String lost = decoded == null ? "" : difference(decoded);
    lost = lost.isEmpty() ? difference(folded) : lost;
    lost = lost.isEmpty() ? differenceAgain(folded) : lost;
    if (!lost.isEmpty()) {
      return "the scanner differs by " + lost + " on: " + text;
    }
    String masked = masker.mask(text, ANNA).text();
    String again = masker.mask(masked, ANNA).text();
    return again.equals(masked) ? null : masked + " becomes " + again + " on: " + text;
  }

  /** What only one way finds, by rule. */
  private String difference(FoldedText text) {
    return difference(settled(scanned(text)), settled(askedEverywhere(text)));
  }

  private String difference(List<Finding> scanned, List<Finding> everywhere) {
    StringBuilder difference = new StringBuilder();
    for (Finding finding : scanned) {
      difference.append(everywhere.contains(finding) ? "" : " more " + named(finding));
    }
    for (Finding finding : everywhere) {
      difference.append(scanned.contains(finding) ? "" : " less " + named(finding));
    }
    return difference.toString();
  }

  /** What a second look at the whole finds, behind the first one, and not around its findings. */
  private String differenceAgain(FoldedText text) {
    List<Finding> first = settled(scanned(text));
    if (first.isEmpty()) {
      return "";
    }
    FoldedText left = text.without(original(text, first));
    Findings again = new Findings();
    scanner.scanAgain(left, again);
    return difference(settled(again), settled(scanned(left)));
  }

  private static List<Finding> original(FoldedText text, List<Finding> found) {
    return found.stream()
        .map(each -> each.spanning(text.origin(each.start()), text.origin(each.end())))
        .toList();
  }

  private String named(Finding finding) {
    return scanner.name(finding.rule()) + " " + finding;
  }

  private static List<Finding> settled(Findings found) {
    return Overlaps.settle(found.all());
  }

  private Findings scanned(FoldedText text) {
    Findings found = new Findings();
    scanner.scan(text, found);
    return found;
  }

  private Findings askedEverywhere(FoldedText text) {
    Findings found = new Findings();
    for (int rule = 0; rule < rules.size(); rule++) {
      for (int i = 0; i < text.length(); i++) {
        found.as(rules.get(rule).kind(), rule);
        rules.get(rule).rule().look(text, i, found);
      }
    }
    return found;
  }

  private static List<Ranked> rules() {
    List<Ranked> rules = new ArrayList<>(RulesByType.of(RULES));
    rules.addAll(RulesByType.of(RULES, ANNA));
    return rules;
  }
}
