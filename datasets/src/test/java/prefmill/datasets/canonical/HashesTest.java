package prefmill.datasets.canonical;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import prefmill.datasets.rows.Config;
import prefmill.datasets.rows.LedgerEntry;
import prefmill.datasets.rows.SampleRows;
import prefmill.datasets.rows.Split;

class HashesTest {
  private static final List<RowHash> ROWS =
      Stream.of(Config.values())
          .flatMap(
              config ->
                  IntStream.range(0, 5)
                      .mapToObj(n -> RowHash.of(SampleRows.of(config, n), Split.TRAIN)))
          .toList();

  @Test
  void contentHashIsOverTheDocumentedBytes() {
    RowHash first = new RowHash("0a", Config.SFT, Split.TEST, "11");
    RowHash second = new RowHash("0b", Config.PREFERENCE, Split.TRAIN, "22");
    assertThat(
        ContentHash.of(List.of(second, first)),
        is(Sha256.hex("sft test 11\npreference train 22\n".getBytes(StandardCharsets.UTF_8))));
  }

  @Test
  void contentHashKnowsNoOrder() {
    List<RowHash> shuffled = new ArrayList<>(ROWS);
    Collections.shuffle(shuffled, new Random(7));
    assertThat(ContentHash.of(shuffled), is(ContentHash.of(ROWS)));
  }

  @Test
  void contentHashKnowsTheSide() {
    List<RowHash> moved = new ArrayList<>(ROWS);
    RowHash row = moved.get(3);
    moved.set(3, new RowHash(row.rowId(), row.config(), Split.TEST, row.sha256()));
    assertThat(ContentHash.of(moved), is(not(ContentHash.of(ROWS))));
  }

  @Test
  void ledgerHashIsOverTheDocumentedBytes() {
    LedgerEntry used = LedgerEntry.used("e1", List.of("b", "a"));
    LedgerEntry rejected = LedgerEntry.rejected("e2", "quality", "too_short", 3.0, 8.5);
    String lines =
        "{\"event_id\":\"e1\",\"outcome\":\"used\",\"stage\":null,\"rule\":null,\"value\":null,"
            + "\"threshold\":null,\"example_ids\":[\"a\",\"b\"]}\n"
            + "{\"event_id\":\"e2\",\"outcome\":\"rejected\",\"stage\":\"quality\","
            + "\"rule\":\"too_short\",\"value\":3.0,\"threshold\":8.5,\"example_ids\":[]}\n";
    String file = LedgerHash.ofFile(List.of(used, rejected));
    assertThat(file, is(Sha256.hex(lines.getBytes(StandardCharsets.UTF_8))));
    assertThat(
        LedgerHash.of(List.of(file)),
        is(Sha256.hex((file + "\n").getBytes(StandardCharsets.UTF_8))));
  }

  @Test
  void ledgerOrderIsThatOfUtf8Bytes() {
    List<LedgerEntry> entries =
        Stream.of("\uD83D\uDE00", "\uFFFD", "b", "B", "a1")
            .map(id -> LedgerEntry.dead(id, "bad_json"))
            .sorted(LedgerHash.ORDER)
            .toList();
    assertThat(
        entries.stream().map(LedgerEntry::eventId).toList(),
        is(List.of("B", "a1", "b", "\uFFFD", "\uD83D\uDE00")));
  }
}
