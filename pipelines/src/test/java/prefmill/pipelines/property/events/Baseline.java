package prefmill.pipelines.property.events;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import prefmill.datasets.objects.Durable;
import prefmill.datasets.store.PublishedVersion;
import prefmill.pipelines.scenario.Workshop;

/** One build of the same events on each runner, made once for all tests that compare with it. */
public final class Baseline {
  /** What it is built with: splits and caps that bite. */
  public static final String SETTINGS =
      "splits: {train: 0.6, validation: 0.2, test: 0.2}\ncaps: {per_person: 4}\n";

  private static final List<String> EVENTS = NativeEvents.of(300, 11);
  private static final Map<String, PublishedVersion> VERSIONS = new HashMap<>();

  private Baseline() {}

  public static List<String> events() {
    return EVENTS;
  }

  public static synchronized PublishedVersion on(String runner) throws IOException {
    PublishedVersion known = VERSIONS.get(runner);
    if (known == null) {
      // other test classes run in processes of their own beside this one
      String own = runner + "-" + ProcessHandle.current().pid();
      Path folder = Path.of("target", "baseline", own).toAbsolutePath();
      Durable.deleteTree(folder);
      Workshop workshop = Workshop.in(folder).events("a.jsonl", EVENTS);
      known = workshop.build(workshop.policy(SETTINGS), runner).version();
      VERSIONS.put(runner, known);
    }
    return known;
  }
}
