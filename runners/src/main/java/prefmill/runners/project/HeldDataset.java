package prefmill.runners.project;

import java.io.IOException;
import java.util.Optional;
import prefmill.runners.failure.CommandFailure;
import prefmill.trainers.jobs.DatasetLock;

/** A dataset that no other nightly, gc or forget touches for as long as it is held. */
public final class HeldDataset implements AutoCloseable {
  private final DatasetLock lock;

  private HeldDataset(DatasetLock lock) {
    this.lock = lock;
  }

  /**
   * Takes the lock of the project's dataset, a file in the store; never waits.
   *
   * @throws CommandFailure with the exit code of a lock, if another run holds it
   */
  public static HeldDataset of(Project project) throws IOException {
    Optional<DatasetLock> lock = DatasetLock.tryAcquire(project.store().folder());
    if (lock.isEmpty()) {
      String holder =
          DatasetLock.holder(project.store().folder())
              .map(h -> "%s since %s".formatted(h.process(), h.since()))
              .orElse("another process");
      throw CommandFailure.locked(
          "Another run holds the dataset %s (%s): wait until it is done."
              .formatted(project.policy().dataset(), holder));
    }
    return new HeldDataset(lock.get());
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
