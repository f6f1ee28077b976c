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
import prefmill.transforms.words.Caseless;

/**
 * Refuses an answer to be learned that consists of phrases which fit any question.
 *
 * @param minChars the fewest characters (code points) that are judged
 * @param maxShare the greatest share of characters in sentences of boilerplate
 */
public record Boilerplate(int minChars, double maxShare) implements TextRule {
  /** What the rule is. */
  public static final RuleDescription DESCRIPTION =
      new RuleDescription(
          "boilerplate",
          Stage.QUALITY,
          List.of(Role.CHOSEN),
          List.of(
              Threshold.count(
                  "min_chars", 60, "A shorter courtesy is the right answer to a courtesy."),
              Threshold.share(
                  "max_share",
                  0.5,
                  "One sentence of courtesy or of the model about itself is common in good answers;"
                      + " here it is more than half of the answer.")),
          true,
          "More than max_share of the characters stand in sentences of boilerplate: of a web page"
              + " (lorem ipsum, enable JavaScript, cookie notices, terms of use, all rights reserved),"
              + " of a model about itself (As an AI language model, my knowledge cutoff), or of"
              + " service (I hope this helps, feel free to ask).",
          "C4 drops lines on JavaScript, terms of use, privacy policy and cookies, and pages with"
              + " lorem ipsum (Raffel et al. 2020, arXiv:1910.10683, section 2.2); model phrases as"
              + " in the cleaning of the ShareGPT data for Vicuna.",
          "\"As an AI language model, I have no opinions. I hope this helps! Feel free to ask.\"");

  private static final Pattern SENTENCE = Pattern.compile("[^.!?\n。！？]+[.!?。！？]*[\"')*]*");

  /** One of them is in every {@link #PHRASE}. */
  static final List<String> ANCHORS =
      Caseless.literals(
          "lorem ipsum",
          "javascript",
          "cookies",
          "terms of ",
          "our privacy policy",
          "all rights reserved",
          " here to ",
          " ai",
          "language model",
          "artificial intelligence",
          "cutoff",
          "cut-off",
          "only goes",
          "i don't have ",
          "i do not have ",
          "hope th",
          "hope it",
          "let me know",
          "feel free to ",
          "don't hesitate to",
          "is there anything else",
          "happy to help",
          "thank you for ",
          "sprachmodell",
          "ich hoffe",
          "en tant qu",
          "n'hésitez pas à",
          "como modelo de lenguaje",
          "espero que esto ");

  static final Pattern PHRASE =
      Pattern.compile(
          "lorem ipsum|(?:enable|turn on|requires?) javascript|javascript (?:is|must be) (?:enabled"
              + "|disabled|required)|\\b(?:we|site) uses? cookies|accept (?:all )?cookies"
              + "|terms of (?:use|service) (?:and|&)|(?:read|see) our privacy policy"
              + "|all rights reserved|(?:click|tap) here to (?:subscribe|sign up|log in)"
              + "|\\bas an? (?:\\w+ )?(?:ai|language model|ai language model|artificial intelligence)\\b"
              + "|\\bi(?:'m| am) (?:just |only )?an? (?:ai\\b|(?:ai |large )?language model)"
              + "|\\bmy (?:knowledge|training)(?: data)? (?:cutoff|cut-off|only goes)"
              + "|\\bi (?:don't|do not) have (?:personal |any )*(?:opinions|feelings|beliefs|emotions)"
              + "|\\bi (?:really )?hope (?:this|that|it) (?:helps|was helpful|answers your question)"
              + "|\\b(?:let me know|feel free to (?:ask|reach out|contact)|don't hesitate to)\\b"
              + "|\\bis there anything else\\b|\\bhappy to help\\b|\\bthank you for (?:your question"
              + "|asking|reaching out|contacting)"
              + "|\\bals (?:ki|ki-)?sprachmodell\\b|\\bich hoffe,? das hilft"
              + "|\\ben tant qu(?:e modèle de langage|'ia)\\b|\\bn'hésitez pas à\\b"
              + "|\\bcomo modelo de lenguaje\\b|\\bespero que esto (?:te|le) ayude",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  /** The rule with the thresholds of a policy. */
  public static Boilerplate of(Values values) {
    return new Boilerplate(values.count("min_chars"), values.get("max_share"));
  }

  @Override
  public RuleDescription description() {
    return DESCRIPTION;
  }

  @Override
  public Optional<Reason> judge(String text) {
    if (text.codePointCount(0, text.length()) < minChars) {
      return Optional.empty();
    }
    String straight = text.replace('\u2019', '\'');
    Caseless caseless = Caseless.of(straight);
    if (!caseless.holdsAny(ANCHORS)) {
      return Optional.empty();
    }
    long inPhrases = 0;
    long all = 0;
    Matcher sentence = SENTENCE.matcher(straight);
    while (sentence.find()) {
      int length = sentence.group().strip().length();
      all += length;
      boolean anchored = caseless.part(sentence.start(), sentence.end()).holdsAny(ANCHORS);
      inPhrases += anchored && PHRASE.matcher(sentence.group()).find() ? length : 0;
    }
    double share = Share.of(inPhrases, all);
    return share > maxShare
        ? Optional.of(new Reason(Stage.QUALITY, name(), share, maxShare))
        : Optional.empty();
  }
}
