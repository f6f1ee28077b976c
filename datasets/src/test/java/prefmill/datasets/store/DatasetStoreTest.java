package prefmill.datasets.store;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.datasets.manifest.Changes;
import prefmill.datasets.manifest.Counts;
import prefmill.datasets.manifest.DraftManifest;
import prefmill.datasets.manifest.FileEntry;
import prefmill.datasets.manifest.Manifest;
import prefmill.datasets.objects.ObjectStore;
import prefmill.datasets.rows.LedgerEntry;

class DatasetStoreTest {
  @TempDir Path root;
  private DatasetStore store;

  @BeforeEach
  void open() {
    store = DatasetStore.open(root, "support");
  }

  @Test
  void theFirstVersionHasItsFolderItsCommitAndItsManifest() throws IOException {
    Publication publication = publish("run-1", 1);
    assertThat(publication.unchanged(), is(false));
    Manifest manifest = publication.version().manifest();
    assertThat(manifest.version(), is(1));
    assertThat(manifest.previous() == null, is(true));
    String folder = "v000001-" + manifest.contentHash().substring(0, 8);
    assertThat(publication.version().folder(), is(root.resolve("support").resolve(folder)));
    assertThat(
        Files.readString(root.resolve("support/versions/000001.json")),
        containsString("{\"version\":1,\"folder\":\"" + folder + "\",\"content_hash\":\""));
    assertThat(store.newest().orElseThrow(), is(publication.version()));
    assertThat(Files.exists(root.resolve("support/attempts/run-1")), is(false));
  }

  @Test
  void theSameRowsAndLedgerAreUnchanged() throws IOException {
    publish("run-1", 1);
    Publication again = publish("run-2", 1);
    assertThat(again.unchanged(), is(true));
    assertThat(again.version().number(), is(1));
    assertThat(store.list().size(), is(1));
    assertThat(Files.exists(root.resolve("support/attempts/run-2")), is(false));
  }

  @Test
  void anotherLedgerAloneIsAnotherVersionThatSaysWhatChanged() throws IOException {
    publish("run-1", 1);
    Publication next =
        publish("run-2", 1, LedgerEntry.rejected("late", "quality", "too_short", 2.0, 8.0));
    assertThat(next.unchanged(), is(false));
    assertThat(next.version().number(), is(2));
    assertThat(
        next.version().manifest().changes(),
        is(
            new Changes(
                18, Map.of(), Map.of(), Map.of("rejected.quality.too_short", 1L), Map.of())));
  }

  @Test
  void addedRowsNameTheirCause() throws IOException {
    publish("run-1", 1);
    Changes changes = publish("run-2", 2).version().manifest().changes();
    assertThat(changes.carried(), is(18L));
    assertThat(changes.added(), is(Map.of("new_event", 18L)));
    assertThat(changes.newEvents(), is(Map.of("used", 18L)));
  }

  @Test
  void versionsAreListedTheNewestFirst() throws IOException {
    publish("run-1", 1);
    publish("run-2", 2);
    assertThat(store.list().stream().map(VersionListing::version).toList(), contains(2, 1));
  }

  @Test
  void aLedgerThatDoesNotBalanceIsNotPublished() throws IOException {
    Path attempt = store.newAttempt("run-1");
    DraftManifest draft = SampleAttempt.write(attempt, 1);
    DraftManifest unbalanced = withCounts(draft, draft.counts().withIn(99));
    StoreFault fault = assertThrows(StoreFault.class, () -> store.publish(attempt, unbalanced));
    assertThat(fault.getMessage(), containsString("does not balance (in 99, used 18"));
    assertThat(store.newest().isEmpty(), is(true));
  }

  @Test
  void aVersionThatIsNotThereIsNamed() {
    StoreFault fault = assertThrows(StoreFault.class, () -> store.version(7));
    assertThat(
        fault.getMessage(),
        is("support has no version 7: `prefmill dataset list` shows which there are"));
  }

  @Test
  void aWithdrawnVersionNamesItsSuccessor() throws IOException {
    publish("run-1", 1);
    publish("run-2", 2);
    ObjectStore.Stored commit = store.objects().read("versions/000001.json").orElseThrow();
    String tombstone = "{\"version\":1,\"tombstone\":true,\"successor\":2}";
    assertThat(
        store.objects().replaceIfMatch("versions/000001.json", commit.tag(), tombstone), is(true));
    StoreFault fault = assertThrows(StoreFault.class, () -> store.version(1));
    assertThat(fault.getMessage(), is("version 1 of support was withdrawn: use version 2"));
    assertThat(store.list().get(1).successor(), is(2));
  }

  @Test
  void anUnknownFormatIsRefusedInOneSentence() throws IOException {
    Path folder = publish("run-1", 1).version().folder();
    String manifest = Files.readString(folder.resolve(Manifest.FILE));
    String later = manifest.replace("\"format\": 1", "\"format\": 9");
    Files.writeString(folder.resolve(Manifest.FILE), later);
    Files.delete(root.resolve("support/versions/000001.json"));
    Commit commit =
        Commit.of(
            1,
            store.folder().relativize(folder).toString().substring(8),
            prefmill.datasets.canonical.Sha256.of(folder.resolve(Manifest.FILE)));
    assertThat(store.objects().createIfAbsent("versions/000001.json", commit.json()), is(true));
    StoreFault fault = assertThrows(StoreFault.class, () -> store.version(1));
    assertThat(
        fault.getMessage(),
        is(
            "version 1 of support: manifest.json has format 9, this Prefmill reads format 1:"
                + " use the Prefmill that wrote it, or a later one"));
  }

  @Test
  void aStoreThatCannotBeWrittenIsNamedWithTheMend() throws IOException {
    Files.writeString(root.resolve("support"), "a file where the dataset's folder should be");
    StoreFault fault = assertThrows(StoreFault.class, () -> store.newAttempt("run-1"));
    assertThat(fault.getMessage(), containsString("run-1 cannot be made: let this user write"));
  }

  @Test
  void aDraftWithoutOneOfItsShardsIsNotPublished() throws IOException {
    Path attempt = store.newAttempt("run-1");
    DraftManifest draft = SampleAttempt.write(attempt, 1);
    DraftManifest incomplete = withoutFile(draft, "sft/test-00001-of-00002.jsonl");
    Exception fault =
        assertThrows(IllegalStateException.class, () -> store.publish(attempt, incomplete));
    assertThat(fault.getMessage(), containsString("lists no sft/test-00001-of-00002.jsonl"));
    assertThat(store.newest().isEmpty(), is(true));
  }

  @Test
  void aNameThatLeadsElsewhereIsRefused() {
    for (String name : List.of("../x", "a/b", "", ".hidden")) {
      assertThrows(StoreFault.class, () -> DatasetStore.open(root, name));
    }
  }

  private Publication publish(String run, int rowsEach, LedgerEntry... further) throws IOException {
    Path attempt = store.newAttempt(run);
    return store.publish(attempt, SampleAttempt.write(attempt, rowsEach, further));
  }

  private static DraftManifest withCounts(DraftManifest draft, Counts counts) {
    return SampleAttempt.copy(draft, draft.log(), counts, draft.files());
  }

  private static DraftManifest withoutFile(DraftManifest draft, String path) {
    List<FileEntry> files =
        draft.files().stream().filter(file -> !file.path().equals(path)).toList();
    return SampleAttempt.copy(draft, draft.log(), draft.counts(), files);
  }
}
