package prefmill.pipelines.verify;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.datasets.read.VersionReader;
import prefmill.datasets.rows.Config;
import prefmill.datasets.rows.Row;
import prefmill.datasets.rows.Split;
import prefmill.datasets.store.PublishedVersion;
import prefmill.datasets.verify.Fault;
import prefmill.pipelines.log.EventLog;
import prefmill.pipelines.policy.Policy;
import prefmill.pipelines.property.events.SharedEvents;
import prefmill.pipelines.scenario.Workshop;
import prefmill.transforms.splits.Anchor;
import prefmill.transforms.splits.HeldOutRules.Compared;

class SplitVerifierTest {
  private static final String LEAKY =
      """
      splits: {train: 0.6, validation: 0.2, test: 0.2, anchor: conversation, decontaminate: off}
      caps: off
      """;

  @Test
  void findsWhatAVersionLeaksAndSaysWhatItCannotProve(@TempDir Path temp) throws IOException {
    Workshop workshop = Workshop.in(temp).events("a.jsonl", SharedEvents.of(150, 4));
    Policy policy = workshop.policy(LEAKY);
    PublishedVersion version = workshop.build(policy, "direct").version();
    EventLog log = EventLog.open(policy.store(), policy.dataset());

    SplitReport asBuilt = SplitVerifier.verify(version, log);
    assertThat(asBuilt.faults(), empty());
    assertThat(asBuilt.notChecked(), hasSize(1));
    assertThat(asBuilt.notChecked().get(0), containsString("decontaminate off"));

    List<Fault> copies = new ArrayList<>();
    new CopyCheck(VersionReader.open(version.folder()), Compared.PROMPT, copies).run();
    assertThat(copies, not(empty()));
    assertThat(copies.get(0).line(), containsString("is a near-copy"));

    List<Fault> persons = owners(version, Anchor.PERSON, sides(version), log);
    assertThat(persons, not(empty()));
    assertThat(persons.get(0).line(), containsString("of one person support rows of train and"));

    Map<String, Split> moved = sides(version);
    moved.replaceAll((row, side) -> row.compareTo("8") < 0 ? Split.TRAIN : Split.TEST);
    String kinds =
        owners(version, Anchor.CONVERSATION, moved, log).stream()
            .map(Fault::line)
            .collect(Collectors.joining());
    assertThat(kinds, containsString("of one conversation support rows of train and test"));

    SplitReport alone = SplitVerifier.verify(version, EventLog.open(temp, "elsewhere"));
    assertThat(alone.notChecked(), hasSize(2));
    assertThat(alone.notChecked().get(0), containsString("no event log"));
  }

  private static List<Fault> owners(
      PublishedVersion version, Anchor anchor, Map<String, Split> sides, EventLog log)
      throws IOException {
    List<Fault> faults = new ArrayList<>();
    List<String> notChecked = new ArrayList<>();
    new OwnerCheck(version, anchor, sides, faults, notChecked).run(log);
    assertThat(notChecked, is(equalTo(List.of())));
    return faults;
  }

  private static Map<String, Split> sides(PublishedVersion version) throws IOException {
    VersionReader reader = VersionReader.open(version.folder());
    Map<String, Split> sides = new HashMap<>();
    for (Config config : Config.values()) {
      for (Split split : Split.values()) {
        try (Stream<Row> rows = reader.rows(config, split)) {
          rows.forEach(row -> sides.put(row.rowId(), split));
        }
      }
    }
    return sides;
  }
}
