package prefmill.datasets.store;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import prefmill.datasets.manifest.DraftManifest;
import prefmill.datasets.rows.LedgerEntry;
import prefmill.datasets.verify.VersionVerifier;

/** Eight publishers at once, and what a killed one leaves behind, wherever the store is. */
abstract class PublishRaceContract {
  private static final int PUBLISHERS = 8;

  private DatasetStore store;
  private final ExecutorService threads = Executors.newFixedThreadPool(PUBLISHERS);

  /** Another place where nothing is. */
  abstract Path emptyPlace() throws Exception;

  @BeforeEach
  void open() throws Exception {
    store = DatasetStore.open(emptyPlace(), "support");
  }

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void theSameInputAtOnceIsOneVersion() throws Exception {
    List<Publication> publications = race(n -> new LedgerEntry[0]);
    assertThat(publications.stream().filter(p -> !p.unchanged()).count(), is(1L));
    assertThat(store.list().size(), is(1));
    assertThat(folders().size(), is(1));
    verifyAll();
  }

  @Test
  void differentInputAtOnceIsAVersionEach() throws Exception {
    List<Publication> publications =
        race(n -> new LedgerEntry[] {LedgerEntry.used("extra-" + n, List.of(rowOf(n)))});
    assertThat(publications.stream().noneMatch(Publication::unchanged), is(true));
    assertThat(store.list().size(), is(PUBLISHERS));
    verifyAll();
  }

  @Test
  void twoInputsFourTimesEachAreTwoVersions() throws Exception {
    race(
        n ->
            n % 2 == 0
                ? new LedgerEntry[0]
                : new LedgerEntry[] {LedgerEntry.used("extra", List.of(rowOf(1)))});
    // A publisher that compares with the other input's version may publish its own once more.
    assertThat(store.list().size(), is(lessThanOrEqualTo(PUBLISHERS)));
    verifyAll();
  }

  @Test
  void aFolderOfAKilledPublishIsCommittedByTheNextRun() throws IOException {
    Path attempt = store.newAttempt("killed");
    DraftManifest draft = SampleAttempt.write(attempt, 1);
    Publication published = store.publish(attempt, draft);
    Files.delete(store.folder().resolve("versions/000001.json"));
    assertThat(store.newest().isEmpty(), is(true));

    Path next = store.newAttempt("next");
    Publication again = store.publish(next, SampleAttempt.write(next, 1));
    assertThat(again.unchanged(), is(false));
    assertThat(again.version(), is(published.version()));
    assertThat(Files.exists(next), is(false));
    verifyAll();
  }

  @Test
  void aDamagedFolderWithoutACommitIsLeftAlone() throws IOException {
    Path attempt = store.newAttempt("killed");
    Publication published = store.publish(attempt, SampleAttempt.write(attempt, 1));
    Files.delete(store.folder().resolve("versions/000001.json"));
    Files.delete(published.version().folder().resolve("sft/train-00000-of-00002.jsonl"));

    Path next = store.newAttempt("next");
    Publication again = store.publish(next, SampleAttempt.write(next, 1));
    assertThat(again.version().number(), is(2));
    verifyAll();
  }

  private interface Input {
    LedgerEntry[] of(int publisher);
  }

  private List<Publication> race(Input input) throws Exception {
    CyclicBarrier start = new CyclicBarrier(PUBLISHERS);
    List<Callable<Publication>> publishers =
        IntStream.range(0, PUBLISHERS)
            .<Callable<Publication>>mapToObj(
                n ->
                    () -> {
                      Path attempt = store.newAttempt("run-" + n);
                      DraftManifest draft = SampleAttempt.write(attempt, 1, input.of(n));
                      start.await();
                      return store.publish(attempt, draft);
                    })
            .toList();
    List<Publication> publications = new ArrayList<>();
    for (Future<Publication> publication : threads.invokeAll(publishers)) {
      publications.add(publication.get());
    }
    return publications;
  }

  private void verifyAll() throws IOException {
    for (VersionListing version : store.list()) {
      assertThat(VersionVerifier.verify(store.version(version.version()).folder()), is(empty()));
    }
  }

  private List<String> folders() throws IOException {
    try (Stream<Path> paths = Files.list(store.folder())) {
      return paths
          .map(path -> path.getFileName().toString())
          .filter(name -> name.startsWith("v0"))
          .toList();
    }
  }

  private static String rowOf(int n) {
    return prefmill.datasets.rows.SampleRows.id(prefmill.datasets.rows.Config.SFT, n % 6);
  }
}
