package prefmill.datasets.diff;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.aMapWithSize;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.datasets.rows.Config;
import prefmill.datasets.rows.LedgerEntry;
import prefmill.datasets.rows.SampleRows;
import prefmill.datasets.store.DatasetStore;
import prefmill.datasets.store.PublishedVersion;
import prefmill.datasets.store.SampleAttempt;

class VersionDiffTest {
  @TempDir Path root;

  @Test
  void rowsAndEventsAreCountedByPlaceAndCause() throws IOException {
    Snapshot one = publish(2);
    Snapshot two = publish(3);
    VersionDiff diff = VersionDiff.between(one, two);
    // Shards of three rows hold what shards of two held, so that some rows change sides.
    assertThat(diff.removed(), aMapWithSize(0));
    assertThat(VersionDiff.byCause(diff.added()), is(Map.of("new_event", 18L)));
    assertThat(diff.added().get("preference/test"), is(Map.of("new_event", 6L)));
    assertThat(diff.carried() + VersionDiff.total(diff.moved()), is(36L));
    assertThat(diff.moved().get("sft/validation"), is(Map.of("sft/train", 2L)));
    assertThat(diff.newEvents(), is(Map.of("used", 18L)));
    assertThat(diff.goneEvents(), aMapWithSize(0));
    assertThat(diff.changes().carried(), is(36L));

    VersionDiff back = VersionDiff.between(two, one);
    assertThat(VersionDiff.byCause(back.removed()), is(Map.of("event_gone", 18L)));
    assertThat(back.goneEvents(), is(Map.of("used", 18L)));
    assertThat(VersionDiff.total(VersionDiff.between(two, two).moved()), is(0L));
  }

  @Test
  void theRuleThatRejectsAnEventNowOrBeforeIsTheCause() throws IOException {
    Snapshot more = publish(2);
    LedgerEntry[] refused =
        new LedgerEntry[] {
          rejected(Config.SFT, 10, "pair", "unmatched"),
          rejected(Config.SFT, 11, "quality", "too_short")
        };
    Snapshot fewer = publish(1, refused);
    VersionDiff diff = VersionDiff.between(more, fewer);
    assertThat(
        VersionDiff.byCause(diff.removed()),
        is(Map.of("event_gone", 16L, "pair.unmatched", 1L, "quality.too_short", 1L)));
    assertThat(diff.changedEvents().get("used").get("rejected.quality.too_short"), is(1L));
    VersionDiff back = VersionDiff.between(fewer, more);
    assertThat(
        VersionDiff.byCause(back.added()),
        is(Map.of("new_event", 16L, "pair.unmatched", 1L, "quality.too_short", 1L)));
  }

  private Snapshot publish(int rowsEach, LedgerEntry... further) throws IOException {
    DatasetStore store = DatasetStore.open(root, "support");
    Path attempt = store.newAttempt("run");
    PublishedVersion version =
        store.publish(attempt, SampleAttempt.write(attempt, rowsEach, further)).version();
    return Snapshot.of(version);
  }

  private static LedgerEntry rejected(Config config, int row, String stage, String rule) {
    return LedgerEntry.rejected("e-" + SampleRows.id(config, row), stage, rule, null, null);
  }
}
