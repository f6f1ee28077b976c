package prefmill.datasets.store;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.datasets.manifest.FileEntry;
import prefmill.datasets.objects.Durable;
import prefmill.datasets.objects.Places;
import prefmill.datasets.rows.LedgerEntry;
import prefmill.datasets.verify.VersionVerifier;
import prefmill.s3server.S3Server;

class SharedFilesTest {
  @TempDir private Path root;
  private DatasetStore store;

  @BeforeEach
  void open() {
    store = DatasetStore.open(root, "support");
  }

  @Test
  void whatIsEqualIsOneFileAndWhatIsNotIsTwo() throws IOException {
    PublishedVersion first = first(store);
    PublishedVersion second = withAnotherEvent(store);
    int shared = 0;
    for (FileEntry file : second.manifest().files()) {
      boolean equal = first.manifest().files().contains(file);
      assertThat(file.path(), isOne(first, second, file), is(equal));
      shared += equal ? 1 : 0;
    }
    assertThat(shared, greaterThan(10));
    assertThat(VersionVerifier.verify(second.folder()), is(empty()));
  }

  @Test
  void theOneStaysWholeWhenTheOtherIsDeleted() throws IOException {
    PublishedVersion first = first(store);
    PublishedVersion second = withAnotherEvent(store);
    Durable.deleteTree(first.folder());
    assertThat(VersionVerifier.verify(second.folder()), is(empty()));
  }

  @Test
  void aDamagedFileIsNotTakenOver() throws IOException {
    PublishedVersion first = first(store);
    FileEntry file = first.manifest().files().get(0);
    Files.writeString(first.folder().resolve(file.path()), "damaged");
    PublishedVersion second = withAnotherEvent(store);
    assertThat(isOne(first, second, file), is(false));
    assertThat(VersionVerifier.verify(second.folder()), is(empty()));
    assertThat(VersionVerifier.verify(first.folder()), is(not(empty())));
  }

  @Test
  void aBucketKeepsBoth() throws Exception {
    DatasetStore bucket =
        DatasetStore.open(Places.of(S3Server.shared().makeBucket("shared-files")), "support");
    first(bucket);
    assertThat(VersionVerifier.verify(withAnotherEvent(bucket).folder()), is(empty()));
  }

  private static PublishedVersion first(DatasetStore store) throws IOException {
    Path attempt = store.newAttempt("run-1");
    return store.publish(attempt, SampleAttempt.write(attempt, 1)).version();
  }

  private static PublishedVersion withAnotherEvent(DatasetStore store) throws IOException {
    Path attempt = store.newAttempt("run-2");
    LedgerEntry late = LedgerEntry.rejected("late", "quality", "too_short", 2.0, 8.0);
    return store.publish(attempt, SampleAttempt.write(attempt, 1, late)).version();
  }

  private static boolean isOne(PublishedVersion first, PublishedVersion second, FileEntry file)
      throws IOException {
    Path path = first.folder().resolve(file.path());
    return Files.exists(path) && Files.isSameFile(path, second.folder().resolve(file.path()));
  }
}
