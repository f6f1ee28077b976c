package prefmill.transforms.influence;

import java.io.Serializable;
import java.util.Map;

/**
 * The most rows that may rest on one source of influence, in each config.
 *
 * @param perPerson rows that rest on one person; null for no cap
 * @param perPromptCluster rows whose prompts are near-identical; null for no cap
 * @param newClusterPersons the least number of persons that a prompt cluster rests on; 1 for no
 *     guard
 * @param perCategory rows of each category named here
 * @param syntheticShare the greatest share of rows that rest on synthetic feedback alone; 1 for no
 *     cap
 */
public record Caps(
    Integer perPerson,
    Integer perPromptCluster,
    int newClusterPersons,
    Map<String, Integer> perCategory,
    double syntheticShare)
    implements Serializable {
  /** Five rows a person, fifty a prompt cluster. */
  public static final Caps DEFAULT = new Caps(5, 50);

  public Caps {
    perCategory = Map.copyOf(perCategory);
  }

  /** Caps on persons and prompt clusters alone. */
  public Caps(Integer perPerson, Integer perPromptCluster) {
    this(perPerson, perPromptCluster, 1, Map.of(), 1);
  }
}
