package prefmill.datasets.store;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.datasets.manifest.DraftManifest;

/** A slow run does not overtake a faster one that read more of the event log. */
class OvertakenTest {
  @TempDir private Path root;
  private DatasetStore store;
  private Path attempt;

  @BeforeEach
  void aFasterRunHasPublishedMore() throws IOException {
    store = DatasetStore.open(root, "support");
    attempt = store.newAttempt("faster");
    store.publishNewest(attempt, draft(2, "1", "2"), 0);
    attempt = store.newAttempt("slow");
  }

  @Test
  void whatReadLessGivesWay() throws IOException {
    DraftManifest slow = draft(1, "1");
    Exception told =
        assertThrows(OvertakenException.class, () -> store.publishNewest(attempt, slow, 0));
    assertThat(told.getMessage(), containsString("version 1 of support was built from more"));
    assertThat(store.list().size(), is(1));
    assertThat(Files.exists(attempt), is(false));
  }

  @Test
  void whatReadOtherEntriesIsPublished() throws IOException {
    assertThat(store.publishNewest(attempt, draft(1, "1", "3"), 0).version().number(), is(2));
  }

  @Test
  void aLogThatHasLessThanBeforeIsPublished() throws IOException {
    assertThat(store.publishNewest(attempt, draft(1, "1"), 1).version().number(), is(2));
  }

  @Test
  void anEarlierPointIsPublishedWhenAskedFor() throws IOException {
    assertThat(store.publish(attempt, draft(1, "1")).version().number(), is(2));
  }

  private DraftManifest draft(int rowsEach, String... log) throws IOException {
    DraftManifest draft = SampleAttempt.write(attempt, rowsEach);
    return SampleAttempt.copy(draft, List.of(log), draft.counts(), draft.files());
  }
}
