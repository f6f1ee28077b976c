package prefmill.datasets.gc;

import java.io.IOException;
import java.util.List;
import prefmill.datasets.store.Commit;
import prefmill.datasets.store.DatasetStore;

/** Withdraws versions beyond those that are kept; the newest always stays. */
public final class Retention {
  private final DatasetStore store;
  private final int keep;

  private Retention(DatasetStore store, int keep) {
    this.store = store;
    this.keep = keep;
  }

  /**
   * Keeps the newest versions of a dataset.
   *
   * @param keep how many; at least 1
   */
  public static Retention keeping(DatasetStore store, int keep) {
    return new Retention(store, Math.max(1, keep));
  }

  /** The versions that are to go, the oldest first. */
  public List<Integer> surplus() throws IOException {
    List<Integer> live =
        store.commits().all().stream()
            .filter(c -> !c.withdrawn())
            .map(Commit::version)
            .sorted()
            .toList();
    return live.subList(0, Math.max(0, live.size() - keep));
  }

  /**
   * Withdraws one: from now on its number names the newest version as its successor. Its folder is
   * garbage then.
   */
  public void withdraw(int version) throws IOException {
    store.commits().withdraw(version, store.newest().orElseThrow().number(), false);
  }
}
