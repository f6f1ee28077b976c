package prefmill.pipelines.erase.sweep;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import prefmill.datasets.faults.Failpoint;
import prefmill.datasets.gc.Garbage;
import prefmill.datasets.gc.VersionGarbage;
import prefmill.datasets.store.Commit;
import prefmill.datasets.store.DatasetStore;
import prefmill.datasets.store.PublishedVersion;
import prefmill.datasets.store.StoreFault;

/**
 * Withdraws the versions that were built while the event log held a person who is forgotten by now,
 * and deletes their folders.
 */
public final class Withdrawals {
  private final DatasetStore store;
  private final Sweeps sweeps;

  private Withdrawals(DatasetStore store) {
    this.store = store;
    this.sweeps = Sweeps.of(store.folder());
  }

  /** Those of a dataset. */
  public static Withdrawals of(DatasetStore store) {
    return new Withdrawals(store);
  }

  /** The versions that are to be withdrawn, by what they say they were built from. */
  public List<Integer> due() throws IOException {
    Set<String> held = sweeps.entries();
    List<Integer> due = new ArrayList<>();
    if (!held.isEmpty()) {
      for (PublishedVersion version : store.versions()) {
        if (!Collections.disjoint(version.manifest().log(), held)) {
          due.add(version.number());
        }
      }
    }
    return due;
  }

  /** The versions that were withdrawn so. */
  public List<Integer> made() throws IOException {
    return store.commits().all().stream()
        .filter(Commit::heldForgotten)
        .map(Commit::version)
        .sorted()
        .toList();
  }

  /**
   * Withdraws them; the newest of the others takes their place.
   *
   * @throws StoreFault if there is no other
   */
  public void make() throws IOException {
    if (sweeps.entries().isEmpty()) {
      return;
    }
    List<Integer> due = due();
    for (int version : due) {
      int successor =
          store.versions().stream()
              .map(PublishedVersion::number)
              .filter(number -> !due.contains(number))
              .findFirst()
              .orElseThrow(
                  () ->
                      new StoreFault(
                          "version %d of %s holds a person who is forgotten, and no other version can take its place: run `prefmill build`"
                              .formatted(version, store.dataset())));
      store.commits().withdraw(version, successor, true);
      Failpoint.hit("after-withdrawal");
    }
    VersionGarbage versions = VersionGarbage.of(store);
    for (Garbage folder : versions.before(Instant.MIN)) {
      versions.remove(folder);
    }
  }
}
