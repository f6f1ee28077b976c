package prefmill.pipelines.property.caps;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.oneOf;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import prefmill.pipelines.property.Rows;
import prefmill.pipelines.property.caps.Puppets.Group;
import prefmill.pipelines.property.events.Said;
import prefmill.pipelines.scenario.Workshop;

/** No person and no group of puppets dominates a version. */
class CapsTest {
  private static final String TRAIN = "splits: {train: 1, validation: 0, test: 0}\n";
  private static final int HONEST = 40;

  @ParameterizedTest
  @ValueSource(strings = {"direct", "flink"})
  void onePersonOfManyGoodEvents(String runner, @TempDir Path temp) throws IOException {
    onePerson(temp, runner, 600);
  }

  @Test
  @Tag("soak")
  void onePersonOfTenThousandGoodEvents(@TempDir Path temp) throws IOException {
    onePerson(temp, "flink", 10_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"direct", "flink"})
  void puppetsPlantNoMoreThanTheirCaps(String runner, @TempDir Path temp) throws IOException {
    List<Group> groups = new ArrayList<>();
    for (Group group : everyGroup()) {
      if ((groups.size() + group.arrival()) % 3 == 0) {
        groups.add(group);
      }
    }
    plant(temp, runner, groups, 60, 2, 12);
  }

  @Test
  @Tag("soak")
  void puppetsInFullSize(@TempDir Path temp) throws IOException {
    plant(temp, "flink", everyGroup(), 250, 5, 50);
  }

  private static List<Group> everyGroup() {
    List<Group> groups = new ArrayList<>();
    for (String kind : List.of("thumb", "choice", "correction")) {
      for (int puppets : List.of(1, 5, 50)) {
        for (int variant = 0; variant < 6; variant++) {
          groups.add(new Group(kind, puppets, variant < 3, variant % 3));
        }
      }
    }
    return groups;
  }

  private static RowsOf build(Path folder, Said said, String settings, String runner)
      throws IOException {
    Workshop workshop = Workshop.in(folder).events("a.jsonl", said.lines());
    return new RowsOf(Rows.of(workshop.build(workshop.policy(TRAIN + settings), runner).version()));
  }

  private static void onePerson(Path temp, String runner, int events) throws IOException {
    Said honest = new Said();
    for (int i = 0; i < HONEST; i++) {
      good(honest, "honest-" + i, i);
    }
    RowsOf without = build(temp.resolve("without"), honest, "", runner);
    Set<String> own = new TreeSet<>();
    for (int i = 0; i < events; i++) {
      own.add("e" + honest.lines().size());
      good(honest, "eager", HONEST + i);
    }
    RowsOf with = build(temp.resolve("with"), honest, "", runner);

    Set<String> left = new TreeSet<>(with.all());
    with.restingOn(own)
        .forEach(
            (config, rows) -> {
              assertThat(config, rows, hasSize(5));
              left.removeAll(rows);
            });
    assertThat(left, equalTo(without.all()));
    for (String event : own) {
      assertThat(event, with.fate(event), is(oneOf("used", "cap.person")));
    }
  }

  private static void good(Said said, String person, int number) {
    String prompt = Phrases.of(number, 12);
    said.thumb(person, "m" + number, prompt, Phrases.of(number + 50_000L, 12), "up");
  }

  private static void plant(
      Path temp, String runner, List<Group> groups, int pairs, int perPerson, int perCluster)
      throws IOException {
    Puppets puppets = Puppets.saying(pairs).andHonest(HONEST);
    groups.forEach(puppets::and);
    Said said = new Said();
    Map<Group, Map<String, String>> told = puppets.tell(said);
    // planted texts drift from every answer: what is asked is what caps do if no rule sees them
    String caps =
        "caps: {per_person: %d, per_prompt_cluster: %d}\nquality: {correction_drift: off}\n"
            .formatted(perPerson, perCluster);
    RowsOf rows = build(temp, said, caps, runner);
    told.forEach(
        (group, events) -> {
          if (group == null) {
            events.keySet().forEach(event -> assertThat(event, rows.fate(event), is("used")));
          } else {
            check(group, events, rows, perPerson, group.near() ? perCluster : pairs);
          }
        });
  }

  private static void check(
      Group group, Map<String, String> events, RowsOf rows, int perPerson, int together) {
    Map<String, List<String>> byPuppet = new TreeMap<>();
    events.forEach(
        (event, person) -> byPuppet.computeIfAbsent(person, p -> new ArrayList<>()).add(event));
    byPuppet.forEach(
        (puppet, said) ->
            rows.restingOn(said)
                .forEach(
                    (config, own) -> assertThat(puppet, own.size(), lessThanOrEqualTo(perPerson))));
    Map<String, Set<String>> planted = rows.restingOn(events.keySet());
    int configs = group.kind().equals("choice") ? 1 : 2;
    assertThat(group.toString(), planted.keySet(), hasSize(lessThanOrEqualTo(configs)));
    planted.forEach(
        (config, own) -> assertThat(group.toString(), own.size(), lessThanOrEqualTo(together)));
    int free = byPuppet.values().stream().mapToInt(s -> Math.min(perPerson, s.size())).sum();
    if (!group.near()) {
      planted.forEach((config, own) -> assertThat(group.toString(), own, hasSize(free)));
    }
    for (String event : events.keySet()) {
      assertThat(
          group + " " + event,
          rows.fate(event),
          is(oneOf("used", "cap.person", "cap.prompt_cluster")));
    }
  }
}
