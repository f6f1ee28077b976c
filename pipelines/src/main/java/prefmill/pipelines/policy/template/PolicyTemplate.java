package prefmill.pipelines.policy.template;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import prefmill.transforms.parse.preset.Preset;

/** The policies that {@code prefmill init} writes: commented YAML, one for each preset. */
public final class PolicyTemplate {
  private static final String FOLDER = "/prefmill/pipelines/policy/templates/";

  /** Presets whose feedback comes from one person or a few: caps off, sides by conversation. */
  private static final Set<String> FEW_PERSONS = Set.of("halaai", "betabase");

  private PolicyTemplate() {}

  /** The presets, in the order of the documentation. */
  public static List<String> presets() {
    return Preset.NAMES;
  }

  /**
   * The policy to start from.
   *
   * @throws IllegalArgumentException if there is no such preset; the message lists them
   */
  public static String of(String preset) {
    if (!presets().contains(preset)) {
      throw new IllegalArgumentException(
          "there is no preset \"" + preset + "\"; choose one of " + String.join(", ", presets()));
    }
    String influence = FEW_PERSONS.contains(preset) ? "influence-few" : "influence-people";
    return text("policy")
        .replace("{{source}}", text(preset).strip())
        .replace("{{influence}}", text(influence).strip());
  }

  private static String text(String name) {
    try (InputStream in = PolicyTemplate.class.getResourceAsStream(FOLDER + name + ".yaml")) {
      if (in == null) {
        throw new IllegalStateException("this build lacks the template " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the template " + name + " cannot be read", e);
    }
  }
}
