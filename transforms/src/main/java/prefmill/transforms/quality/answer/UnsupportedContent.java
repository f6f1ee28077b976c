package prefmill.transforms.quality.answer;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import prefmill.transforms.outcome.Reason;
import prefmill.transforms.outcome.Stage;
import prefmill.transforms.quality.Role;
import prefmill.transforms.quality.TextRule;
import prefmill.transforms.quality.settings.RuleDescription;

/** Refuses a text that stands for something that is no text: pictures, files, binary data. */
public record UnsupportedContent() implements TextRule {
  /** What the rule is. */
  public static final RuleDescription DESCRIPTION =
      new RuleDescription(
          "unsupported_content",
          Stage.QUALITY,
          List.of(Role.PROMPT, Role.CHOSEN, Role.REJECTED),
          List.of(),
          true,
          "The text holds binary data (a base64 data URI, or 1,000 characters of base64 in one"
              + " piece), an object replacement character, a link into a chat product's own file"
              + " store, a citation mark of a file search, or a line that is nothing but the"
              + " placeholder of a picture, sound, video or file.",
          "A text model sees none of these. Data URIs are RFC 2397; <image>, <video> and <audio>"
              + " are the placeholders of LLaVA and LLaMA-Factory; U+FFFC is Unicode's place holder"
              + " for an object (Unicode 16, section 23.8).",
          "\"What is in this picture? ![](data:image/png;base64,iVBORw0KGgo...)\"");

  private static final Pattern INLINE =
      Pattern.compile(
          "data:[a-z]+/[a-z0-9.+-]+(?:;[a-z0-9=-]+)*;base64,[a-z0-9+/]{40}"
              + "|\\uFFFC"
              + "|\\]\\((?:sandbox:/|attachment:|file-service://)"
              + "|\\u3010\\d+(?::\\d+)?\\u2020[^\\u3011]{1,200}\\u3011",
          Pattern.CASE_INSENSITIVE);
  private static final List<String> INLINE_ANCHORS = List.of("64,", "\uFFFC", "](", "\u3010");

  private static final Pattern PLACEHOLDER =
      Pattern.compile(
          "^[ \\t]*(?:<(?:image|video|audio)>"
              + "|[\\[(<](?:image|picture|photo|screenshot|video|audio|file|attachment|voice message"
              + "|sticker|gif|bild|datei|anhang|fichier|imagen|archivo)"
              + "(?: (?:omitted|attached|removed|\\d{1,3}))?(?:: ?[^\\]\\n]{1,200})?[\\])>])[ \\t]*$",
          Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

  private static final int BINARY_CHARS = 1_000;

  @Override
  public RuleDescription description() {
    return DESCRIPTION;
  }

  @Override
  public Optional<Reason> judge(String text) {
    return holdsInline(text) || holdsPlaceholder(text) || holdsBinary(text)
        ? Optional.of(Reason.of(Stage.QUALITY, name()))
        : Optional.empty();
  }

  private static boolean holdsInline(String text) {
    return INLINE_ANCHORS.stream().anyMatch(text::contains) && INLINE.matcher(text).find();
  }

  private static boolean holdsPlaceholder(String text) {
    boolean bracketed = text.indexOf('[') >= 0 || text.indexOf('(') >= 0 || text.indexOf('<') >= 0;
    return bracketed && PLACEHOLDER.matcher(text).find();
  }

  /**
   * Capitals, small letters and digits by turns in one piece: neither prose, nor hex, nor a run.
   */
  private static boolean holdsBinary(String text) {
    int length = 0;
    int changes = 0;
    int before = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int kind = kind(c);
      length = kind == 0 ? 0 : length + 1;
      changes = kind == 0 ? 0 : kind == before ? changes : changes + 1;
      before = kind;
      if (length >= BINARY_CHARS && changes > length / 4) {
        return true;
      }
    }
    return false;
  }

  private static int kind(char c) {
    if (c >= 'A' && c <= 'Z') {
      return 1;
    }
    if (c >= 'a' && c <= 'z') {
      return 2;
    }
    return (c >= '0' && c <= '9') || c == '+' || c == '/' ? 3 : 0;
  }
}
