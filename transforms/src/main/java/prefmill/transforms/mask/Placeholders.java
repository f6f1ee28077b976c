package prefmill.transforms.mask;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import prefmill.transforms.mask.text.PiiToken;

/**
 * Renumbers the tokens of one row: {@code <EMAIL#0123456789abcdef>} becomes {@code <EMAIL_1>}.
 *
 * <p>Numbers run per type, first by first use in the prompt's texts, then by the tokens themselves:
 * never by the order of the other texts, so that exchanging chosen and rejected exchanges nothing
 * else. A number that the row's texts already use as a placeholder is skipped.
 */
public final class Placeholders {
  private static final Placeholders NONE = new Placeholders(Map.of());
  private static final Map<String, PiiType> TYPES =
      Stream.of(PiiType.values()).collect(Collectors.toMap(PiiType::name, type -> type));

  private final Map<String, String> byToken;

  private Placeholders(Map<String, String> byToken) {
    this.byToken = byToken;
  }

  /** The numbers of one row. */
  public static Placeholders of(List<String> promptTexts, List<String> otherTexts) {
    if (promptTexts.stream().noneMatch(Placeholders::mayHaveToken)
        && otherTexts.stream().noneMatch(Placeholders::mayHaveToken)) {
      return NONE;
    }
    Numbering numbering = new Numbering();
    promptTexts.forEach(numbering::reserve);
    otherTexts.forEach(numbering::reserve);
    promptTexts.forEach(text -> tokensOf(text, numbering::number));
    Set<String> rest = new TreeSet<>();
    otherTexts.forEach(text -> tokensOf(text, rest::add));
    rest.forEach(numbering::number);
    return new Placeholders(numbering.byToken);
  }

  /** The text with placeholders for the row's tokens. */
  public String apply(String text) {
    return byToken.isEmpty() || !mayHaveToken(text)
        ? text
        : PiiToken.replaceTokens(text, byToken::get);
  }

  /**
   * How many values of each type the placeholders in one row's texts stand for; what only looks
   * like a placeholder does not count.
   */
  public static Map<PiiType, Integer> count(List<String> texts) {
    Set<String> seen = new HashSet<>();
    Map<PiiType, Integer> counts = new EnumMap<>(PiiType.class);
    for (String text : texts) {
      for (int i = text.indexOf(PiiToken.OPEN); i >= 0; i = text.indexOf(PiiToken.OPEN, i + 1)) {
        int end = PiiToken.endOfPlaceholder(text, i);
        PiiType type =
            end < 0 ? null : TYPES.get(text.substring(i + 1, text.lastIndexOf('_', end)));
        if (type != null && seen.add(text.substring(i, end))) {
          counts.merge(type, 1, Integer::sum);
        }
      }
    }
    return counts;
  }

  private static boolean mayHaveToken(String text) {
    return text != null && text.indexOf(PiiToken.HASH) >= 0 && text.indexOf(PiiToken.OPEN) >= 0;
  }

  private static void tokensOf(String text, Consumer<String> tokens) {
    if (!mayHaveToken(text)) {
      return;
    }
    for (int i = text.indexOf(PiiToken.OPEN); i >= 0; i = text.indexOf(PiiToken.OPEN, i + 1)) {
      int end = PiiToken.endOfToken(text, i);
      if (end >= 0) {
        tokens.accept(text.substring(i, end));
      }
    }
  }

  private static final class Numbering {
    private final Map<String, String> byToken = new HashMap<>();
    private final Map<String, Integer> last = new HashMap<>();
    private final Set<String> reserved = new HashSet<>();

    void reserve(String text) {
      for (int i = text == null ? -1 : text.indexOf(PiiToken.OPEN);
          i >= 0;
          i = text.indexOf(PiiToken.OPEN, i + 1)) {
        int end = PiiToken.endOfPlaceholder(text, i);
        if (end >= 0) {
          reserved.add(text.substring(i, end));
        }
      }
    }

    void number(String token) {
      byToken.computeIfAbsent(token, this::next);
    }

    private String next(String token) {
      String type = token.substring(1, token.indexOf(PiiToken.HASH));
      String placeholder;
      do {
        placeholder = PiiToken.placeholder(type, last.merge(type, 1, Integer::sum));
      } while (reserved.contains(placeholder));
      return placeholder;
    }
  }
}
