package prefmill.trainers.evaluate.judge;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import prefmill.datasets.canonical.Sha256;
import prefmill.trainers.examples.Turn;

/** What a judge is asked: the text of a resource with prompt and answers put in. */
public final class JudgePrompt {
  private static final String RESOURCE = "/prefmill/trainers/evaluate/judge.txt";
  private static final Pattern PLACE = Pattern.compile("@(PROMPT|A|B)@");

  private final String text;

  private JudgePrompt(String text) {
    this.text = text;
  }

  /** The text that comes with this code. */
  public static JudgePrompt read() {
    try (InputStream in = JudgePrompt.class.getResourceAsStream(RESOURCE)) {
      return new JudgePrompt(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its hash, for the record. */
  public String sha256() {
    return Sha256.hex(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The question; a place's mark within an answer stays the text it is. */
  String filled(List<Turn> prompt, String first, String second) {
    Map<String, String> values =
        Map.of(
            "PROMPT",
            prompt.stream()
                .map(turn -> turn.role() + ": " + turn.content())
                .collect(Collectors.joining("\n\n")),
            "A",
            first,
            "B",
            second);
    return PLACE
        .matcher(text)
        .replaceAll(place -> Matcher.quoteReplacement(values.get(place.group(1))));
  }
}
