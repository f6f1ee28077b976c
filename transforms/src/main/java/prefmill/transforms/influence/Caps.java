package prefmill.transforms.influence;

import java.io.Serializable;

/**
 * The most rows that may rest on one source of influence, in each config.
 *
 * @param perPerson rows that rest on one person; null for no cap
 * @param perPromptCluster rows whose prompts are near-identical; null for no cap
 */
public record Caps(Integer perPerson, Integer perPromptCluster) implements Serializable {
  /** Five rows a person, fifty a prompt cluster. */
  public static final Caps DEFAULT = new Caps(5, 50);
}
