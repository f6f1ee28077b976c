package prefmill.transforms.quality.text;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingRegistry;
import com.knuddels.jtokkit.api.EncodingType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import prefmill.transforms.quality.settings.Selection;

/**
 * Counts tokens as byte pair encodings do, in plain Java (jtokkit), so on every platform alike.
 *
 * <p>A tokenizer's table is loaded when it is first asked, once for all threads.
 */
final class Tokens {
  private static final EncodingRegistry ENCODINGS = Encodings.newLazyEncodingRegistry();

  private Tokens() {}

  /** The tokenizers that a rule may name, which a threshold in tokens needs. */
  static Selection tokenizer(String threshold) {
    return new Selection(
        "tokenizer",
        Arrays.stream(EncodingType.values()).map(EncodingType::getName).toList(),
        false,
        List.of(threshold),
        "cl100k_base",
        "Which tokens are counted; cl100k_base is near to most models of today, o200k_base to those"
            + " with large vocabularies.");
  }

  /** The tokens of a text; names of special tokens within it are text like any other. */
  static int count(String tokenizer, String text) {
    Encoding encoding =
        EncodingType.fromName(tokenizer)
            .map(ENCODINGS::getEncoding)
            .orElseThrow(() -> new IllegalArgumentException(tokenizer + " is no tokenizer"));
    return encoding.countTokensOrdinary(text);
  }

  /** Whether a text may have more tokens than so many: a token has at least one byte. */
  static boolean mayExceed(int tokens, String text) {
    return text.length() > tokens || text.getBytes(StandardCharsets.UTF_8).length > tokens;
  }
}
