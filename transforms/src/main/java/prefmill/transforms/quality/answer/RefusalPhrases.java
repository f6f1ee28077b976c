package prefmill.transforms.quality.answer;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import prefmill.transforms.words.Caseless;

/** Whether an answer declines in the first person, near its beginning, and stays with that. */
final class RefusalPhrases {
  private static final Pattern LETTER =
      Pattern.compile(
          "^(?:dear|sehr geehrte|liebe|hallo (?:frau|herr)|ch[eè]re?|madame|monsieur|estimad|querid"
              + "|gentile|caro|cara|prezad)",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern SENTENCE_END = Pattern.compile("[.!?…] ");

  /** What follows when the answer helps after all, or asks for what it needs. */
  private static final Pattern GOES_ON =
      Pattern.compile(
          "^[^.!?]{0,60}\\b(?:without|until|unless|because you|real-time|exact|exactly|precise|ohne"
              + "|bevor|sans|sin|senza|sem)\\b"
              + "|\\b(?:but|however|though|aber|jedoch|mais|cependant|pero|ma|però|mas|porém)\\b,?"
              + " .{50,}"
              + "|\\b(?:here (?:is|are)|here's|hier (?:ist|sind)|voici|aquí (?:tienes|está)|ecco) .{50,}"
              + "|(?:could you|can you|please|bitte|pouvez-vous|puedes|puede) (?:provide|share|send"
              + "|tell|give|paste|schick|nenn|pr[ée]ciser|indicar|compartir)",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  private static final Map<RefusalLanguage, List<String>> ANCHORS =
      new EnumMap<>(RefusalLanguage.class);

  static {
    for (RefusalLanguage language : RefusalLanguage.values()) {
      ANCHORS.put(language, language.anchors());
    }
  }

  private RefusalPhrases() {}

  /**
   * Judges an answer on one line, without code and quotations. It declines if one of the first two
   * sentences holds a phrase of refusal, and nothing behind it helps or asks.
   */
  static boolean declines(String answer) {
    if (LETTER.matcher(answer).find()) {
      return false;
    }
    Caseless caseless = Caseless.of(answer);
    for (RefusalLanguage language : RefusalLanguage.values()) {
      Matcher phrase = language.phrase().matcher(answer);
      if (caseless.holdsAny(ANCHORS.get(language))
          && phrase.find()
          && sentencesBefore(answer, phrase.start(1)) <= 1
          && !GOES_ON.matcher(answer.substring(phrase.end())).find()) {
        return true;
      }
    }
    return false;
  }

  private static long sentencesBefore(String answer, int end) {
    return SENTENCE_END.matcher(answer.substring(0, end)).results().count();
  }
}
