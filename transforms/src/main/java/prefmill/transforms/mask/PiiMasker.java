package prefmill.transforms.mask;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import prefmill.transforms.event.FeedbackEvent.Author;
import prefmill.transforms.keys.KeyedHash;
import prefmill.transforms.mask.rules.RuleScanner;
import prefmill.transforms.mask.rules.RuleScanner.Ranked;
import prefmill.transforms.mask.text.Finding;
import prefmill.transforms.mask.text.Findings;
import prefmill.transforms.mask.text.FoldedText;
import prefmill.transforms.mask.text.Overlaps;
import prefmill.transforms.mask.text.PiiToken;
import prefmill.transforms.mask.text.TokenWriting;

/**
 * Puts keyed tokens in place of personal data, {@code <EMAIL#0123456789abcdef>}.
 *
 * <p>Equal values of one type have one token. Masking what is masked changes nothing. Tokens and
 * placeholders that are already there stay. JSON text stays valid JSON. Not safe for use by several
 * threads, because the hash is not.
 */
public final class PiiMasker {
  private final MaskingRules rules;
  private final KeyedHash hash;
  private final RuleScanner anybody;
  private Author author = Author.UNKNOWN;
  private RuleScanner scanner;

  private PiiMasker(MaskingRules rules, KeyedHash hash) {
    this.rules = rules;
    this.hash = hash;
    this.anybody = RuleScanner.of(RulesByType.of(rules));
    this.scanner = anybody;
  }

  /** A masker under one key. */
  public static PiiMasker of(MaskingRules rules, KeyedHash hash) {
    return new PiiMasker(rules, hash);
  }

  /** Masks a text of an author. */
  public Masked mask(String text, Author writtenBy) {
    meet(writtenBy);
    Map<PiiType, Integer> counts = null;
    String masked = text;
    // A token may uncover a value beside it: look again until nothing more is found.
    for (List<Finding> found = find(masked); !found.isEmpty(); found = find(masked)) {
      counts = counts == null ? new EnumMap<>(PiiType.class) : counts;
      for (Finding finding : found) {
        counts.merge(RulesByType.TYPES.get(finding.kind()), 1, Integer::sum);
      }
      masked = TokenWriting.write(masked, found, this::token);
    }
    return counts == null ? Masked.unchanged(text) : new Masked(masked, dropped(counts), counts);
  }

  private List<Finding> find(String text) {
    FoldedText folded = FoldedText.of(text);
    Findings found = new Findings();
    scanner.scan(folded, found);
    if (found.isEmpty()) {
      return List.of();
    }
    List<Finding> original = new ArrayList<>();
    for (Finding finding : Overlaps.settle(found.all())) {
      original.add(
          new Finding(
              folded.origin(finding.start()),
              folded.origin(finding.end()),
              finding.kind(),
              finding.value()));
    }
    return original;
  }

  private String token(Finding finding) {
    String type = RulesByType.TYPES.get(finding.kind()).name();
    return PiiToken.token(type, hash.id("pii:" + type, finding.value()).hex());
  }

  /** Looks for the author of the texts to come; the texts of an event come in a row. */
  private void meet(Author writtenBy) {
    if (writtenBy.equals(author)) {
      return;
    }
    author = writtenBy;
    List<Ranked> own = RulesByType.of(rules, writtenBy);
    scanner = own.isEmpty() ? anybody : anybody.and(own);
  }

  private Set<PiiType> dropped(Map<PiiType, Integer> counts) {
    Set<PiiType> dropped = EnumSet.noneOf(PiiType.class);
    for (PiiType type : counts.keySet()) {
      if (rules.treatment(type) == Treatment.DROP) {
        dropped.add(type);
      }
    }
    return Collections.unmodifiableSet(dropped);
  }
}
