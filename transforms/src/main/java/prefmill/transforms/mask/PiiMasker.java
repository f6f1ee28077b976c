package prefmill.transforms.mask;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import prefmill.transforms.event.FeedbackEvent.Author;
import prefmill.transforms.keys.KeyedHash;
import prefmill.transforms.mask.Masked.Value;
import prefmill.transforms.mask.names.MetNames;
import prefmill.transforms.mask.names.NameFindings;
import prefmill.transforms.mask.names.NameRecogniser;
import prefmill.transforms.mask.names.NameRecogniser.Bearer;
import prefmill.transforms.mask.rules.RuleScanner;
import prefmill.transforms.mask.rules.RuleScanner.Ranked;
import prefmill.transforms.mask.text.Finding;
import prefmill.transforms.mask.text.Findings;
import prefmill.transforms.mask.text.FoldedText;
import prefmill.transforms.mask.text.MaskingWork;
import prefmill.transforms.mask.text.Overlaps;
import prefmill.transforms.mask.text.PiiToken;
import prefmill.transforms.mask.text.TokenWriting;

/**
 * Puts keyed tokens in place of personal data, {@code <EMAIL#0123456789abcdef>}.
 *
 * <p>Equal values of one type have one token. Masking what is masked changes nothing. Tokens and
 * placeholders that are already there stay. JSON text stays valid JSON. A recogniser of names is
 * asked until it finds no more, eight times at most. Not safe for use by several threads, because
 * the hash is not.
 */
public final class PiiMasker {
  private static final int MOST_NAME_ROUNDS = 8;

  private final MaskingRules rules;
  private final KeyedHash hash;
  private final RuleScanner anybody;
  private final NameRecogniser names;
  private final Map<Bearer, Integer> bearers;
  private final MetNames met = new MetNames();
  private boolean asksForNames;
  private Author author = Author.UNKNOWN;
  private MaskingWork work;
  private RuleScanner scanner;

  /** A value that has its token. */
  private record Known(int kind, String value) {}

  /** A text folded, and also decoded if it has anything encoded. */
  private record Views(FoldedText folded, FoldedText decoded) {
    static Views of(String text) {
      FoldedText folded = FoldedText.of(text);
      return new Views(folded, folded.decoded(text));
    }

    boolean isEncoded() {
      return decoded != null;
    }

    Views without(List<Finding> found) {
      return new Views(folded.without(found), isEncoded() ? decoded.without(found) : null);
    }
  }

  private PiiMasker(MaskingRules rules, KeyedHash hash) {
    this.rules = rules;
    this.hash = hash;
    this.anybody = RuleScanner.of(RulesByType.of(rules));
    this.scanner = anybody;
    this.bearers = RulesByType.bearers(rules);
    this.names = bearers.isEmpty() ? null : rules.names().open();
    this.asksForNames = names != null;
  }

  /** A masker under one key. */
  public static PiiMasker of(MaskingRules rules, KeyedHash hash) {
    return new PiiMasker(rules, hash);
  }

  /**
   * Masks a text of an author.
   *
   * @throws MaskingWork.Spent if that takes too much work
   */
  public Masked mask(String text, Author writtenBy) {
    meet(writtenBy);
    work = new MaskingWork(text);
    Views views = Views.of(text);
    List<Finding> found = findAll(text, views, 0);
    if (found.isEmpty()) {
      return Masked.unchanged(text);
    }
    List<Value> values = new ArrayList<>();
    List<TokenWriting> rounds = new ArrayList<>();
    Map<Known, String> tokens = new HashMap<>();
    String masked = text;
    while (!found.isEmpty()) {
      TokenWriting round =
          TokenWriting.of(
              masked,
              found,
              finding -> {
                String token =
                    tokens.computeIfAbsent(new Known(finding.kind(), finding.value()), this::token);
                values.add(value(finding, rounds, token));
                return token;
              });
      rounds.add(round);
      masked = round.text();
      // A token may cut an escape in two, so that other characters stand there.
      boolean again = round.hasReplacedLiterals() || views.isEncoded() || asksForNames;
      found = again ? findAll(masked, Views.of(masked), rounds.size()) : List.of();
    }
    return new Masked(masked, dropped(values), List.copyOf(values));
  }

  /** Begins an event: names that were found in the texts of another are nobody's here. */
  void begin() {
    met.clear();
    if (names != null && !asksForNames) {
      asksForNames = true;
      author = Author.UNKNOWN;
      scanner = anybody;
    }
  }

  /**
   * Looks from now on, in the same event, for all names that were found in its texts, and asks for
   * no others; whether there are any.
   */
  boolean turnsToNamesMet() {
    if (met.isEmpty()) {
      return false;
    }
    asksForNames = false;
    scanner = knowing(met.rules());
    return true;
  }

  private Value value(Finding finding, List<TokenWriting> before, String token) {
    int start = finding.start();
    int end = finding.end();
    for (int round = before.size() - 1; round >= 0; round--) {
      start = before.get(round).original(start);
      end = before.get(round).original(end);
    }
    PiiType type = RulesByType.TYPES.get(finding.kind());
    String rule =
        finding.rule() == NameFindings.RULE ? NameFindings.NAME : scanner.name(finding.rule());
    return new Value(type, rule, start, end, token);
  }

  private List<Finding> findAll(String text, Views views, int rounds) {
    List<Finding> found = find(views);
    if (!asksForNames || rounds >= MOST_NAME_ROUNDS) {
      return found;
    }
    List<Finding> named = NameFindings.of(views.folded(), names, bearers);
    if (views.isEncoded()) {
      named.addAll(NameFindings.of(views.decoded(), names, bearers));
    }
    met.addAll(named, text);
    return Overlaps.settle(found, named);
  }

  private List<Finding> find(Views original) {
    List<Finding> found = findAtOnce(original);
    List<Finding> more = found;
    Views views = original;
    // A token may uncover a value beside it: look again until nothing more is found.
    while (!more.isEmpty()) {
      views = views.without(more);
      more = findAtOnce(views);
      found = more.isEmpty() ? found : Overlaps.settle(found, more);
    }
    return found;
  }

  private List<Finding> findAtOnce(Views views) {
    work.read(views.folded().length());
    return views.isEncoded()
        ? Overlaps.settle(find(views.decoded()), find(views.folded()))
        : Overlaps.settle(find(views.folded()));
  }

  /** What is found in a view of a text, by places of the original. */
  private List<Finding> find(FoldedText view) {
    Findings found = new Findings();
    if (view.fresh() == null) {
      scanner.scan(view, found);
    } else {
      scanner.scanAgain(view, found);
    }
    if (found.isEmpty()) {
      return List.of();
    }
    List<Finding> original = new ArrayList<>();
    for (Finding finding : found.all()) {
      original.add(finding.spanning(view.origin(finding.start()), view.origin(finding.end())));
    }
    return original;
  }

  private String token(Known known) {
    String type = RulesByType.TYPES.get(known.kind()).name();
    return PiiToken.token(type, hash.id("pii:" + type, known.value()).hex());
  }

  /** Looks for the author of the texts to come; the texts of an event come in a row. */
  private void meet(Author writtenBy) {
    if (writtenBy.equals(author)) {
      return;
    }
    author = writtenBy;
    scanner = knowing(List.of());
  }

  /** Looks for the author, too, and for others. */
  private RuleScanner knowing(List<Ranked> others) {
    List<Ranked> known = new ArrayList<>(RulesByType.of(rules, author));
    known.addAll(others);
    return known.isEmpty() ? anybody : anybody.and(known);
  }

  private Set<PiiType> dropped(List<Value> values) {
    Set<PiiType> dropped = EnumSet.noneOf(PiiType.class);
    for (Value value : values) {
      if (rules.treatment(value.type()) == Treatment.DROP) {
        dropped.add(value.type());
      }
    }
    return Collections.unmodifiableSet(dropped);
  }
}
