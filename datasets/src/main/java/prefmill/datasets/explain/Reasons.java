package prefmill.datasets.explain;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.SortedSet;
import java.util.TreeSet;

/** The reasons in people's words: one sentence for each stage and rule, and each error class. */
public final class Reasons {
  private static final String FILE = "reasons.properties";
  private static final String MASKING_TYPE = "masking_";
  private static final Properties SENTENCES = load();

  private Reasons() {}

  /** The sentence of a rule; of one that this Prefmill does not know, where to look. */
  public static String ofRule(String stage, String rule) {
    String unknown = "A rule of this name said no; the policy reference describes it.";
    String family = rule.startsWith(MASKING_TYPE) ? stage + ".masking" : "";
    return SENTENCES.getProperty(stage + "." + rule, SENTENCES.getProperty(family, unknown));
  }

  /** The sentence of a dead letter's error class. */
  public static String ofErrorClass(String errorClass) {
    return SENTENCES.getProperty("dead." + errorClass, "The record could not be understood.");
  }

  static SortedSet<String> names() {
    return new TreeSet<>(SENTENCES.stringPropertyNames());
  }

  private static Properties load() {
    Properties sentences = new Properties();
    try (Reader reader =
        new InputStreamReader(Reasons.class.getResourceAsStream(FILE), StandardCharsets.UTF_8)) {
      sentences.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(FILE + " cannot be read", e);
    }
    return sentences;
  }
}
