package prefmill.transforms.quality.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import prefmill.transforms.outcome.Stage;
import prefmill.transforms.quality.Role;

/**
 * What a policy's author needs to know about a rule; schema and documentation are made of it.
 *
 * @param name the key in the policy and the rule in the ledger
 * @param stage quality for rules on one text, pair_quality for rules on a pair
 * @param roles the roles it judges; empty for rules on a pair
 * @param thresholds the numbers that a policy may set, in order
 * @param selections the words that a policy may choose, in order
 * @param on whether it is on unless the policy says off
 * @param sentence what it refuses
 * @param source where the rule comes from
 * @param example a text that it refuses, and why
 */
public record RuleDescription(
    String name,
    Stage stage,
    List<Role> roles,
    List<Threshold> thresholds,
    List<Selection> selections,
    boolean on,
    String sentence,
    String source,
    String example) {
  public RuleDescription {
    roles = List.copyOf(roles);
    thresholds = List.copyOf(thresholds);
    selections = List.copyOf(selections);
  }

  /** A rule that is set by numbers only. */
  public RuleDescription(
      String name,
      Stage stage,
      List<Role> roles,
      List<Threshold> thresholds,
      boolean on,
      String sentence,
      String source,
      String example) {
    this(name, stage, roles, thresholds, List.of(), on, sentence, source, example);
  }

  /** One sentence for each setting that the rule cannot use, in the order of the keys. */
  public List<String> faults(Map<String, Object> settings) {
    List<String> faults = new ArrayList<>();
    new TreeMap<>(settings).forEach((key, value) -> fault(key, value).ifPresent(faults::add));
    for (Selection selection : selections) {
      boolean needed =
          selection.neededBy().isEmpty()
              || selection.neededBy().stream().anyMatch(settings::containsKey);
      if (needed && !settings.containsKey(selection.name())) {
        faults.add(
            path(selection.name())
                + " is missing; write for example `"
                + selection.example()
                + "`");
      }
    }
    return faults;
  }

  private Optional<String> fault(String key, Object value) {
    for (Threshold threshold : thresholds) {
      if (threshold.name().equals(key)) {
        return threshold.fault(value).map(fault -> path(key) + " " + fault);
      }
    }
    for (Selection selection : selections) {
      if (selection.name().equals(key)) {
        return selection.fault(value).map(fault -> path(key) + " " + fault);
      }
    }
    List<String> known =
        Stream.concat(
                thresholds.stream().map(Threshold::name), selections.stream().map(Selection::name))
            .toList();
    return Optional.of(
        path(key)
            + " is no threshold of the rule; "
            + (known.isEmpty() ? "it has none" : "it has " + String.join(", ", known)));
  }

  private String path(String key) {
    return "quality." + name + "." + key;
  }
}
