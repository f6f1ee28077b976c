package prefmill.pipelines.verify;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import prefmill.datasets.manifest.FileEntry;
import prefmill.datasets.parquet.LedgerParquet;
import prefmill.datasets.rows.LedgerEntry;
import prefmill.datasets.rows.Split;
import prefmill.datasets.store.PublishedVersion;
import prefmill.datasets.verify.Fault;
import prefmill.pipelines.log.EventLog;
import prefmill.pipelines.log.EventOwner;
import prefmill.pipelines.log.LogManifest;
import prefmill.pipelines.log.Segment;
import prefmill.transforms.keys.Id;
import prefmill.transforms.splits.Anchor;

/** Checks that rows on two sides rest on no common person (or other anchor) or conversation. */
final class OwnerCheck {
  private static final String LEDGER = "ledger/";

  private final PublishedVersion version;
  private final Anchor anchor;
  private final Map<String, Split> sideOfRow;
  private final List<Fault> faults;
  private final List<String> notChecked;
  private final Map<String, Set<Split>> sidesOfEvent = new HashMap<>();
  private final Map<Id, Seen> anchors = new HashMap<>();
  private final Map<Id, Seen> conversations = new HashMap<>();

  OwnerCheck(
      PublishedVersion version,
      Anchor anchor,
      Map<String, Split> sideOfRow,
      List<Fault> faults,
      List<String> notChecked) {
    this.version = version;
    this.anchor = anchor;
    this.sideOfRow = sideOfRow;
    this.faults = faults;
    this.notChecked = notChecked;
  }

  void run(EventLog log) throws IOException {
    List<LogManifest> manifests = log.manifests();
    if (manifests.isEmpty()) {
      notChecked.add("persons and conversations: there is no event log beside the versions");
      return;
    }
    readLedger();
    Set<String> found = new HashSet<>();
    for (LogManifest manifest : manifests) {
      for (Segment segment : manifest.segments()) {
        Path file = log.folder().resolve(segment.path());
        EventOwner.each(
            file,
            owner -> {
              Set<Split> sides = sidesOfEvent.get(owner.eventId());
              if (sides != null && found.add(owner.eventId())) {
                check(owner, sides);
              }
            });
      }
    }
    if (found.size() < sidesOfEvent.size()) {
      notChecked.add(
          "persons and conversations of %,d used events, which the event log does not hold"
              .formatted(sidesOfEvent.size() - found.size()));
    }
  }

  private void readLedger() throws IOException {
    for (FileEntry file : version.manifest().files()) {
      if (file.path().startsWith(LEDGER)) {
        for (LedgerEntry entry : LedgerParquet.read(version.folder().resolve(file.path()))) {
          Set<Split> sides = EnumSet.noneOf(Split.class);
          entry.exampleIds().forEach(row -> sides.add(sideOfRow.get(row)));
          if (!sides.isEmpty()) {
            sidesOfEvent.put(entry.eventId(), sides);
          }
        }
      }
    }
  }

  private void check(EventOwner owner, Set<Split> sides) {
    if (owner.conversation().isPresent()) {
      see(conversations, owner.conversation(), owner, sides, "conversation");
    }
    if (!owner.curated()) {
      see(anchors, anchorOf(owner), owner, sides, anchor.name().toLowerCase(Locale.ROOT));
    }
  }

  private Id anchorOf(EventOwner owner) {
    Id wanted =
        switch (anchor) {
          case PERSON -> owner.person();
          case CONVERSATION -> owner.conversation();
          case ORGANIZATION -> owner.organization();
        };
    return wanted.isPresent() ? wanted : owner.person();
  }

  private void see(Map<Id, Seen> known, Id id, EventOwner owner, Set<Split> sides, String what) {
    Seen seen = known.computeIfAbsent(id, i -> new Seen(EnumSet.noneOf(Split.class), owner));
    boolean clean = seen.sides.size() < 2;
    seen.sides.addAll(sides);
    if (clean && seen.sides.size() > 1) {
      faults.add(
          new Fault(
              LEDGER,
              0,
              "events %s and %s of one %s support rows of %s"
                  .formatted(
                      seen.first.eventId(),
                      owner.eventId(),
                      what,
                      String.join(" and ", seen.sides.stream().map(Split::label).toList()))));
    }
  }

  /** On which sides rows rest on somebody, and the first event that showed it. */
  private record Seen(Set<Split> sides, EventOwner first) {}
}
