package prefmill.transforms.quality.answer;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import prefmill.transforms.outcome.Reason;
import prefmill.transforms.outcome.Stage;
import prefmill.transforms.quality.Role;
import prefmill.transforms.quality.Share;
import prefmill.transforms.quality.TextRule;
import prefmill.transforms.quality.settings.RuleDescription;
import prefmill.transforms.quality.settings.Threshold;
import prefmill.transforms.quality.settings.Values;

/**
 * Refuses an answer to be learned that is the markup of a page rather than its text.
 *
 * @param maxShare the greatest share of characters in escaped entities and layout tags
 */
public record Markup(double maxShare) implements TextRule {
  /** What the rule is. */
  public static final RuleDescription DESCRIPTION =
      new RuleDescription(
          "markup",
          Stage.QUALITY,
          List.of(Role.CHOSEN),
          List.of(
              Threshold.share(
                  "max_share",
                  0.2,
                  "A few tags are formatting; at a fifth the answer is a page's source.")),
          true,
          "Outside code and whole HTML documents, more than max_share of the characters stand in"
              + " layout tags with attributes (div, span, td, font, style) or in escaped entities"
              + " (&nbsp; &amp;quot;).",
          "C4 and FineWeb train on extracted text because markup hurts (Raffel et al. 2020,"
              + " arXiv:1910.10683; Penedo et al. 2024, arXiv:2406.17557, section 3.1).",
          "\"<div class=\"msg\"><span style=\"color:red\">Yes</span>&nbsp;&nbsp;</div>\"");

  private static final Pattern REMAINS =
      Pattern.compile(
          "</?(?:div|span|font|td|tr|tbody|table|section|style|script|svg|path)\\b[^<>]{0,500}>"
              + "|&(?:amp;)+(?:[a-z]{2,8}|#\\d{2,5});|&(?:nbsp|quot|apos|lt|gt|#\\d{2,5}|#x[0-9a-f]{2,4});",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern DOCUMENT =
      Pattern.compile("<!doctype|<html\\b|<\\?xml", Pattern.CASE_INSENSITIVE);

  /** The rule with the thresholds of a policy. */
  public static Markup of(Values values) {
    return new Markup(values.get("max_share"));
  }

  @Override
  public RuleDescription description() {
    return DESCRIPTION;
  }

  @Override
  public Optional<Reason> judge(String text) {
    if ((text.indexOf('<') < 0 && text.indexOf('&') < 0) || DOCUMENT.matcher(text).find()) {
      return Optional.empty();
    }
    String prose = PlainText.withoutCode(text);
    long inMarkup = 0;
    Matcher remains = REMAINS.matcher(prose);
    while (remains.find()) {
      inMarkup += remains.end() - remains.start();
    }
    double share = Share.of(inMarkup, text.length());
    return share > maxShare
        ? Optional.of(new Reason(Stage.QUALITY, name(), share, maxShare))
        : Optional.empty();
  }
}
