package prefmill.pipelines.ledger;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.datasets.canonical.LedgerHash;
import prefmill.datasets.manifest.Counts;
import prefmill.datasets.parquet.LedgerParquet;
import prefmill.datasets.rows.LedgerEntry;
import prefmill.datasets.rows.Rejection;

/** What is written line by line is what is written at once. */
class LedgerFileTest {
  @TempDir Path scratch;

  @Test
  void fileIsTheSameAsOneOfMemory() throws Exception {
    List<LedgerLine> lines = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      String id = "e%05d".formatted(i);
      if (i % 3 == 0) {
        LedgerEntry entry = LedgerEntry.rejected(id, "settle", "tie", 0.1 * i, null);
        Rejection why = new Rejection(id, null, "settle", "tie", 0.1 * i, null, "w");
        lines.add(new LedgerLine(entry, why, null));
      } else {
        lines.add(new LedgerLine(LedgerEntry.used(id, List.of("r" + i)), null, null));
      }
    }
    List<LedgerEntry> entries = lines.stream().map(LedgerLine::entry).toList();
    LedgerReceipt receipt;
    try (LedgerFile file = LedgerFile.begin()) {
      for (LedgerLine line : lines) {
        file.add(line);
      }
      receipt = file.finish(scratch, 3);
    }
    Path ledger = scratch.resolve(receipt.ledger().path());
    assertThat(Files.readAllBytes(ledger), is(LedgerParquet.write(entries)));
    assertThat(LedgerParquet.read(ledger), is(entries));
    assertThat(receipt.index(), is(3));
    assertThat(receipt.hash(), is(LedgerHash.ofFile(entries)));
    assertThat(receipt.counts(), is(Counts.of(entries)));
    assertThat(receipt.rejected().rows(), is(receipt.counts().rejected()));
    assertThat(
        Files.readAllLines(scratch.resolve(receipt.rejected().path())).size(),
        is((int) receipt.counts().rejected()));
    assertThat(receipt.deadLetters(), nullValue());
  }

  @Test
  void runGivesItsLinesAgain() throws Exception {
    LedgerLine line = new LedgerLine(LedgerEntry.used("e", List.of("r")), null, null);
    LedgerLine other = new LedgerLine(LedgerEntry.dead("f", "bad_json"), null, null);
    String path = LedgerRun.write(scratch, List.of(line, other));
    try (LedgerRun run = LedgerRun.open(scratch.resolve(path))) {
      assertThat(run.current(), is(line));
      run.advance();
      assertThat(run.current(), is(other));
      run.advance();
      assertThat(run.current(), nullValue());
    }
    try (LedgerRun none = LedgerRun.open(scratch.resolve(LedgerRun.write(scratch, List.of())))) {
      assertThat(none.current(), nullValue());
    }
  }
}
