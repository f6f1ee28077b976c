package prefmill.runners.faults.kill;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import prefmill.datasets.store.DatasetStore;
import prefmill.datasets.store.PublishedVersion;

/**
 * Looks at a store every millisecond, and verifies every version that it sees there: at first
 * sight, and now and then.
 */
final class PollingReader implements AutoCloseable {
  private static final int NOW_AND_THEN = 100;

  private final DatasetStore store;
  private final Thread thread = new Thread(this::read, "reader");
  private final List<String> faults = new ArrayList<>();
  private final Set<Integer> known = new HashSet<>();
  private volatile boolean ended;
  private int looks;
  private int seen;

  private PollingReader(Path store) {
    this.store = DatasetStore.open(store, "support");
  }

  /** Begins to look. */
  static PollingReader of(Path store) {
    PollingReader reader = new PollingReader(store);
    reader.thread.start();
    return reader;
  }

  private void read() {
    while (!ended) {
      try {
        look();
        Thread.sleep(1);
      } catch (IOException | RuntimeException | InterruptedException e) {
        faults.add("look " + looks + ": " + e);
      }
    }
  }

  private void look() throws IOException {
    looks++;
    for (PublishedVersion version : store.versions()) {
      boolean first = known.add(version.number());
      if (first || looks % NOW_AND_THEN == 0) {
        store.verify(version.number()).forEach(f -> faults.add("look " + looks + ": " + f));
      }
      seen++;
    }
  }

  /** Ends looking: it has seen versions, and all of them were whole. */
  @Override
  public void close() throws InterruptedException {
    ended = true;
    thread.join();
    assertThat(faults, empty());
    assertThat("looks at a version", seen, greaterThan(0));
    assertThat("looks before there was one", looks, greaterThan(seen));
  }
}
