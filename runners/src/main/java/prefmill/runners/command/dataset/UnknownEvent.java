package prefmill.runners.command.dataset;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import prefmill.datasets.explain.Printable;
import prefmill.datasets.store.PublishedVersion;
import prefmill.pipelines.log.EventLog;
import prefmill.pipelines.log.FindEvent;
import prefmill.pipelines.log.LogManifest;
import prefmill.runners.project.Project;

/** Why a version's ledger has no event of an id. */
final class UnknownEvent {
  private UnknownEvent() {}

  /** One sentence: landed but not in this version, or never landed and where ids are found. */
  static String sentence(Project project, PublishedVersion version, String event)
      throws IOException {
    String name = version.manifest().dataset() + "@" + version.number();
    String start =
        "The ledger of %s has no event of the id \"%s\"".formatted(name, Printable.of(event));
    EventLog log = EventLog.open(project.policy().store(), version.manifest().dataset());
    List<LogManifest> later =
        log.manifests().stream()
            .filter(entry -> !version.manifest().log().contains(entry.name()))
            .toList();
    Optional<LogManifest> landed = FindEvent.in(log.folder(), later, event);
    if (landed.isEmpty()) {
      return start
          + ", and none landed since: either it was not ingested yet (`prefmill ingest`), or its id"
          + " is another. An event's id is the event_id that its source gives; a row of a table and"
          + " an event without one get a hash. The version's ledger/ lists every id, see"
          + " docs/events.md.";
    }
    String when = " landed on " + landed.get().landedAt();
    for (PublishedVersion next : newer(project, version)) {
      if (next.manifest().log().contains(landed.get().name())) {
        return "%s: it%s, after that version; ask for `--version-of %s@%d`."
            .formatted(start, when, next.manifest().dataset(), next.number());
      }
    }
    return start + ": it" + when + " and is in no version yet; `prefmill build` takes it up.";
  }

  private static List<PublishedVersion> newer(Project project, PublishedVersion version)
      throws IOException {
    return project.store().versions().stream()
        .filter(each -> each.number() > version.number())
        .sorted(Comparator.comparingInt(PublishedVersion::number))
        .toList();
  }
}
