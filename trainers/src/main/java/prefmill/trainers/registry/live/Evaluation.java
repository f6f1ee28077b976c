package prefmill.trainers.registry.live;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What an adapter did on held-out rows against a baseline, and what follows: a row of evidence.
 *
 * @param model the adapter
 * @param baseline the adapter that was live; empty if it was held against the base model
 * @param datasetContentHash of the version that the rows are from, 64 hex digits
 * @param adapterSha256 of the adapter's weights file, 64 hex digits
 * @param look the number of this decision among all that looked at its rows, from 1; empty if none
 *     were looked at
 * @param split validation or test
 * @param rows how many rows were compared
 * @param persons on how many persons they rest; empty if unknown
 * @param metrics everything measured, by name
 * @param decision what the gate says
 * @param codeVersion of Prefmill
 * @param provenance the other things that it rests on
 */
public record Evaluation(
    UUID model,
    Optional<UUID> baseline,
    String datasetContentHash,
    String adapterSha256,
    Optional<Integer> look,
    String split,
    long rows,
    Optional<Long> persons,
    Map<String, Object> metrics,
    Decision decision,
    String codeVersion,
    Provenance provenance) {
  public Evaluation {
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
  }

  /** What a gate says of an adapter. */
  public enum Decision {
    /** It is better than the baseline by the evidence asked for. */
    PASSED,
    /** It is not. */
    REFUSED,
    /** There is too little evidence to say. */
    UNDECIDABLE
  }
}
