package prefmill.datasets.rows;

import java.util.List;
import java.util.Locale;

/** Rows for tests: small, complete, different for each number. */
public final class SampleRows {
  private SampleRows() {}

  /** The id of row number n of a config. */
  public static String id(Config config, int n) {
    return String.format(
        Locale.ROOT, "%08x%024x", n * 0x9e3779b9, config.label().length() * 1000 + n);
  }

  /** A preference with every column set. */
  public static PreferenceRow preference(int n) {
    return new PreferenceRow(
        id(Config.PREFERENCE, n),
        id(Config.PREFERENCE, n + 500),
        n % 3 == 0 ? null : "factual_qa",
        List.of(new ChatMessage("system", "Be brief."), ChatMessage.user("Question " + n + "?")),
        List.of(ChatMessage.assistant("Good answer " + n)),
        List.of(ChatMessage.assistant("Bad answer " + n)),
        id(Config.PREFERENCE, n + 600),
        id(Config.PREFERENCE, n + 700),
        n % 2 == 0 ? null : "model-a",
        "model-b",
        n % 2 == 0 ? null : "[{\"name\":\"search\"}]",
        "correction",
        1 + n % 4,
        0.25,
        1.0);
  }

  /** A verdict with every column set. */
  public static UnpairedRow unpaired(int n) {
    return new UnpairedRow(
        id(Config.UNPAIRED, n),
        id(Config.UNPAIRED, n + 500),
        n % 3 == 0 ? null : "creative",
        List.of(ChatMessage.user("Ask " + n)),
        List.of(ChatMessage.assistant("Answer " + n)),
        n % 2 == 0,
        null,
        id(Config.UNPAIRED, n + 600),
        1,
        0.5);
  }

  /** A demonstration with every column set. */
  public static SftRow sft(int n) {
    return new SftRow(
        id(Config.SFT, n),
        id(Config.SFT, n + 500),
        null,
        List.of(ChatMessage.user("Do " + n), ChatMessage.assistant("Done " + n)),
        null,
        "thumbs_people",
        0.3);
  }

  /** Row number n of a config. */
  public static Row of(Config config, int n) {
    return switch (config) {
      case PREFERENCE -> preference(n);
      case UNPAIRED -> unpaired(n);
      case SFT -> sft(n);
    };
  }
}
