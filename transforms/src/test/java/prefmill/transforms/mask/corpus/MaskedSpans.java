package prefmill.transforms.mask.corpus;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a masked text differs from its original. */
final class MaskedSpans {
  private static final Pattern TOKEN = Pattern.compile("<([A-Z_]+)#[0-9a-f]{16}>");

  /**
   * A token's place in the original.
   *
   * @param start its first character
   * @param end the place after its last character
   * @param type what the token says
   */
  record Span(int start, int end, String type) {}

  private MaskedSpans() {}

  static List<Span> of(String original, String masked) {
    List<String> types = new ArrayList<>();
    StringBuilder shape = new StringBuilder();
    Matcher token = TOKEN.matcher(masked);
    int copied = 0;
    while (token.find()) {
      shape.append(Pattern.quote(masked.substring(copied, token.start()))).append("(.+?)");
      types.add(token.group(1));
      copied = token.end();
    }
    shape.append(Pattern.quote(masked.substring(copied)));
    Matcher whole = Pattern.compile(shape.toString(), Pattern.DOTALL).matcher(original);
    if (!whole.matches()) {
      throw new IllegalStateException(masked + " does not come from " + original);
    }
    List<Span> spans = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      spans.add(new Span(whole.start(i + 1), whole.end(i + 1), types.get(i)));
    }
    return spans;
  }
}
