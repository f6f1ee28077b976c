package prefmill.runners.erase;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import prefmill.pipelines.run.build.BuildResult;
import prefmill.runners.run.BuildReport;

/**
 * How forgetting ended.
 *
 * @param persons how many were named
 * @param fresh how many of them were not on the list of erasures before
 * @param events how many events went
 * @param withdrawn the versions that held one of them
 * @param built the version that stands for those
 * @param tainted the adapters that learned from them, as NAME@VERSION
 */
public record Forgot(
    int persons,
    int fresh,
    int events,
    List<Integer> withdrawn,
    BuildResult built,
    List<String> tainted) {
  /** For programs. */
  public Map<String, Object> json() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("persons", persons);
    values.put("new", fresh);
    values.put("events", events);
    values.put("withdrawn", withdrawn);
    values.put("tainted", tainted);
    values.put("build", BuildReport.json(built));
    return values;
  }

  /** For people. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        events == 0
            ? "No event%s was in the event log.".formatted(who())
            : "%,d event%s%s left the event log.".formatted(events, s(events), who()));
    text.append(persons == 0 ? "\n" : " What arrives again does not land.\n");
    if (!withdrawn.isEmpty()) {
      text.append(
          "Withdrawn: version%s %s of %s; version %d stands for them.%n"
              .formatted(
                  s(withdrawn.size()),
                  list(withdrawn),
                  built.version().manifest().dataset(),
                  built.version().number()));
    }
    if (!tainted.isEmpty()) {
      text.append(
          "Tainted, and never to be promoted again: %s. Train anew: `prefmill nightly`.%n"
              .formatted(list(tainted)));
    }
    return text.append(BuildReport.text(built)).toString();
  }

  private String who() {
    return switch (persons) {
      case 0 -> " that had ended";
      case 1 -> " of this person";
      default -> " of these %,d persons".formatted(persons);
    };
  }

  private static String list(List<?> items) {
    return String.join(", ", items.stream().map(Object::toString).toList());
  }

  private static String s(int n) {
    return n == 1 ? "" : "s";
  }
}
