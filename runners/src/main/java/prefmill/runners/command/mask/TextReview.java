package prefmill.runners.command.mask;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import prefmill.pipelines.policy.Policy;
import prefmill.runners.cli.Table;
import prefmill.transforms.event.FeedbackEvent.Author;
import prefmill.transforms.keys.KeyedHash;
import prefmill.transforms.mask.Masked;
import prefmill.transforms.mask.MaskingRules;
import prefmill.transforms.mask.PiiMasker;
import prefmill.transforms.mask.Placeholders;
import prefmill.transforms.mask.Treatment;

/**
 * A masked text and what was found in it, for a person who reviews a policy.
 *
 * <p>Equal values have equal placeholders, as in a published row; values of a type that the policy
 * keeps are listed, too.
 *
 * @param original the text
 * @param masked the text with placeholders
 * @param values what was found, in the order of the text
 */
record TextReview(String original, String masked, List<ReviewedValue> values) {
  // placeholders tell equal values from others under any key
  private static final byte[] ANY_KEY = "only placeholders".getBytes(StandardCharsets.US_ASCII);

  static TextReview of(String text, Policy policy, Author author) {
    MaskingRules rules = policy.masking().rules();
    Masked masked = mask(text, author, rules, policy);
    Masked all = mask(text, author, rules.withoutKeep(), policy);
    Placeholders numbers = Placeholders.of(List.of(masked.text()), List.of());
    List<Masked.Value> found = new ArrayList<>(masked.values());
    all.values().stream()
        .filter(value -> rules.treatment(value.type()) == Treatment.KEEP)
        .forEach(found::add);
    found.sort(Comparator.comparingInt(Masked.Value::start));
    List<ReviewedValue> values = new ArrayList<>();
    TextPlace place = new TextPlace(text);
    for (Masked.Value value : found) {
      Treatment becomes = rules.treatment(value.type());
      String placeholder = becomes == Treatment.KEEP ? null : numbers.apply(value.token());
      place.moveTo(value.start());
      values.add(
          new ReviewedValue(
              value, becomes, placeholder, place.line(), place.column(), place.character()));
    }
    return new TextReview(text, numbers.apply(masked.text()), values);
  }

  private static Masked mask(String text, Author author, MaskingRules rules, Policy policy) {
    return PiiMasker.of(rules, KeyedHash.of(ANY_KEY, policy.dataset())).mask(text, author);
  }

  /** Whether an event with this text makes no row. */
  boolean isDropped() {
    return values.stream().anyMatch(value -> value.becomes() == Treatment.DROP);
  }

  /** The text with placeholders and a line for each value, which it shows. */
  String text() {
    if (values.isEmpty()) {
      return masked + "\n\nNothing was found.";
    }
    Table table = Table.of("LINE", "COLUMN", "TYPE", "RULE", "VALUE", "BECOMES");
    for (ReviewedValue value : values) {
      table.line(
          value.line(),
          value.column(),
          value.found().type().label(),
          value.found().rule(),
          value.shown(original),
          value.outcome());
    }
    String dropped =
        isDropped() ? "\nA type that the policy drops: an event with this text makes no row." : "";
    return masked + "\n\n" + table + dropped;
  }

  /** The text with placeholders. */
  Map<String, Object> textAsJson() {
    return Map.of("text", masked);
  }

  /** The text with placeholders and what was found, without the values. */
  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("text", masked);
    json.put("dropped", isDropped());
    json.put("found", values.stream().map(value -> value.json(original)).toList());
    return json;
  }

  static String word(Treatment treatment) {
    return treatment.name().toLowerCase(Locale.ROOT);
  }
}
