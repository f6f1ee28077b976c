package prefmill.pipelines.lineage;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.datasets.read.VersionTables;
import prefmill.datasets.rows.LedgerEntry;
import prefmill.datasets.store.PublishedVersion;
import prefmill.pipelines.log.EventLog;
import prefmill.pipelines.log.LogManifest;
import prefmill.pipelines.log.Segment;
import prefmill.pipelines.policy.Policy;
import prefmill.pipelines.scenario.Workshop;

/** Whose word a row is, where persons and several curators spoke. */
class UsedEventsTest {
  private static final List<String> CURATORS =
      List.of("kim", "lee", "max", "noa", "oda", "pia", "quy", "rob");
  private static final String EVENT =
      "{\"event_id\":\"%s\",\"%s\":\"%s\",\"message_id\":\"%s\",\"created_at\":\"2026-11-10T%s:00Z\","
          + "\"prompt\":\"%s\",\"response\":\"%s\",\"signal\":{%s}}";
  private static final String KEPT = "How long are deleted files kept?";
  private static final String GONE = "Deleted files are gone at once.";

  @TempDir private Path temporary;

  @Test
  void isThePersonsAndACuratorsOnlyWhereNoPersonSpoke() throws Exception {
    Workshop workshop = Workshop.in(temporary).events("events.jsonl", events());
    Policy policy = workshop.policy(Workshop.ALL_TRAIN);
    PublishedVersion version = workshop.build(policy, "direct").version();
    Map<String, EventOwner> owners = owners(policy.store(), version);
    Map<String, String> persons = UsedEvents.of(policy.store(), version).persons();

    String ada = least(owners, Stream.of("ada-up"));
    String praisers = least(owners, CURATORS.stream().map(c -> c + "-approves"));
    assertThat("else nothing is shown here", praisers, is(lessThan(ada)));
    List<String> rows = rows(version, "ada-up");
    assertThat(rows, hasSize(greaterThan(0)));
    rows.forEach(row -> assertThat(persons.get(row), is(ada)));

    String editors = least(owners, CURATORS.stream().map(c -> c + "-edits"));
    List<String> edited = rows(version, "kim-edits");
    assertThat(edited, hasSize(greaterThan(0)));
    edited.forEach(row -> assertThat(persons.get(row), is(editors)));
  }

  private static List<String> events() {
    List<String> events = new ArrayList<>();
    String up = "\"kind\":\"thumb\",\"value\":\"up\"";
    String approve = "\"kind\":\"review\",\"decision\":\"approve\"";
    String edit =
        "\"kind\":\"review\",\"decision\":\"edit\",\"text\":\"They stay in the bin for thirty days.\"";
    String prompt = "How do I change my password?";
    String answer = "Open Settings, choose Security, and press Change password.";
    events.add(EVENT.formatted("ada-up", "user_id", "ada", "m1", "08:01", prompt, answer, up));
    for (String c : CURATORS) {
      events.add(
          EVENT.formatted(c + "-approves", "curator", c, "m1", "09:00", prompt, answer, approve));
      events.add(EVENT.formatted(c + "-edits", "curator", c, "m2", "09:04", KEPT, GONE, edit));
    }
    return events;
  }

  private static Map<String, EventOwner> owners(Path store, PublishedVersion version)
      throws Exception {
    EventLog log = EventLog.open(store, version.manifest().dataset());
    Map<String, EventOwner> owners = new HashMap<>();
    for (LogManifest manifest : log.manifests()) {
      for (Segment segment : manifest.segments()) {
        EventOwner.each(
            log.folder().resolve(segment.path()), owner -> owners.put(owner.eventId(), owner));
      }
    }
    return owners;
  }

  private static String least(Map<String, EventOwner> owners, Stream<String> events) {
    return events.map(event -> owners.get(event).person().hex()).sorted().findFirst().orElseThrow();
  }

  private static List<String> rows(PublishedVersion version, String event) throws Exception {
    return VersionTables.of(version.folder(), version.manifest().files()).ledger().stream()
        .filter(entry -> entry.eventId().equals(event))
        .map(LedgerEntry::exampleIds)
        .findFirst()
        .orElseThrow();
  }
}
