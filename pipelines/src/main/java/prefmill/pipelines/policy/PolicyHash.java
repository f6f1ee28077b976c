package prefmill.pipelines.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import prefmill.transforms.pairs.PairRules;
import prefmill.transforms.splits.SplitRules;

/** The hash of what decides rows: SHA-256 of its JSON with sorted keys. */
final class PolicyHash {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  private PolicyHash() {}

  static String of(Policy policy) {
    try {
      byte[] bytes = JSON.writeValueAsString(deciding(policy)).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (JsonProcessingException | NoSuchAlgorithmException e) {
      throw new IllegalStateException("The policy cannot be hashed: " + e.getMessage(), e);
    }
  }

  private static Map<String, Object> deciding(Policy policy) {
    PairRules pairs = policy.pairs();
    SplitRules splits = policy.splits();
    Map<String, Object> parts = new TreeMap<>();
    parts.put("format", policy.format());
    parts.put("dataset", policy.dataset());
    parts.put("types", policy.masking().types());
    parts.put("phone_regions", new TreeSet<>(policy.masking().phoneRegions()));
    if (!policy.masking().dictionary().isEmpty()) {
      parts.put("dictionary", policy.masking().dictionary());
    }
    if (!policy.masking().obfuscatedEmail()) {
      parts.put("obfuscated_email", false);
    }
    if (policy.masking().names() != null) {
      parts.put("names", policy.masking().names().deciding());
    }
    parts.put("readings", readings(policy.sources()));
    parts.put("quality", policy.quality().settings());
    policy.quality().ownOrder().ifPresent(order -> parts.put("quality_order", order));
    parts.put("pairs", List.of(pairs.perContext(), pairs.ratingGap(), pairs.lengthBalance()));
    parts.put("volatile", policy.volatileSpans());
    parts.put("votes", policy.votes());
    parts.put("shares", List.of(splits.train(), splits.validation(), splits.test()));
    parts.put("anchor", splits.anchor());
    parts.put("held_out", policy.heldOut());
    parts.put("consent", policy.consent().required());
    parts.put("categories", policy.categories());
    parts.put("caps", policy.caps());
    parts.put("near_duplicates", policy.nearDuplicates());
    return parts;
  }

  /** How rows are read, whatever the number, order and place of the sources that are read so. */
  private static Set<String> readings(List<SourcePolicy> sources) {
    return sources.stream()
        .map(
            source ->
                Stream.of(
                        source.preset(),
                        source.mapping(),
                        source.namespace(),
                        source.key(),
                        source.retentionDays())
                    .map(String::valueOf)
                    .collect(
                        Collectors.joining(
                            "\0", "", source.envelope() == null ? "" : "\0" + source.envelope())))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
