package prefmill.trainers.jobs;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetLockTest {
  @TempDir private Path store;

  @Test
  void oneOfTwoRunsInAProcessHoldsIt() throws IOException {
    try (DatasetLock lock = DatasetLock.tryAcquire(store.resolve("support")).orElseThrow()) {
      assertThat(DatasetLock.tryAcquire(store.resolve("support")).isPresent(), is(false));
      assertThat(DatasetLock.holder(store.resolve("support")), is(Optional.of(lock.holder())));
      try (DatasetLock other = DatasetLock.tryAcquire(store.resolve("other")).orElseThrow()) {
        assertThat(other.holder().pid(), is(ProcessHandle.current().pid()));
      }
    }
    DatasetLock.tryAcquire(store.resolve("support")).orElseThrow().close();
  }

  @Test
  void anotherProcessHoldsItUntilItIsKilled() throws Exception {
    Path folder = store.resolve("support");
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                folder.toString())
            .start();
    try {
      assertThat(process.getInputStream().read(), is((int) '!'));
      assertThat(DatasetLock.tryAcquire(folder).isPresent(), is(false));
      LockHolder holder = DatasetLock.holder(folder).orElseThrow();
      assertThat(holder.pid(), is(process.pid()));
      // Asking who holds it must not have let it go.
      assertThat(DatasetLock.tryAcquire(folder).isPresent(), is(false));
    } finally {
      process.destroyForcibly().waitFor();
    }
    DatasetLock.tryAcquire(folder).orElseThrow().close();
  }

  @Test
  void freshDatasetHasNoHolder() throws IOException {
    assertThat(DatasetLock.holder(store.resolve("support")), is(Optional.empty()));
  }

  @Test
  void storeThatIsNoFolderIsAnError() throws IOException {
    Path file = Files.writeString(store.resolve("file"), "x");
    assertThrows(FileSystemException.class, () -> DatasetLock.tryAcquire(file.resolve("support")));
  }

  /** Holds the lock in a process of its own until it is killed. */
  static final class Holder {
    private Holder() {}

    public static void main(String[] args) throws Exception {
      try (DatasetLock lock = DatasetLock.tryAcquire(Path.of(args[0])).orElseThrow()) {
        System.out.print('!');
        System.out.flush();
        Thread.sleep(60_000 + lock.holder().pid() % 2);
      }
    }
  }
}
