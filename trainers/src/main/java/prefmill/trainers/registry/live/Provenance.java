package prefmill.trainers.registry.live;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What an evaluation's numbers rest on, besides the adapter and the rows.
 *
 * @param adapterContentHash of the rank, scale and numbers that were measured; empty if nothing was
 * @param rowsSha256 of the held-out rows' ids
 * @param baseModelSha256 of the base model's weights
 * @param baselineSha256 of the weights that the adapter was held against: the live adapter's, or
 *     the base model's
 * @param codeSha256 of the classes that measured and decided
 * @param rules of the gate, by name
 * @param judge who compared answers, by name; empty for nobody
 */
public record Provenance(
    Optional<String> adapterContentHash,
    String rowsSha256,
    String baseModelSha256,
    String baselineSha256,
    String codeSha256,
    Map<String, Object> rules,
    Optional<Map<String, Object>> judge) {
  public Provenance {
    rules = Collections.unmodifiableMap(new LinkedHashMap<>(rules));
  }
}
