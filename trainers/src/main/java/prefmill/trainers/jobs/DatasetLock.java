package prefmill.trainers.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import prefmill.datasets.objects.Lease;
import prefmill.datasets.objects.Places;

/**
 * Keeps two runs of nightly, gc or forget off one dataset.
 *
 * <p>A lock of the operating system on {@code <store>/<dataset>/lock}: it needs no database, and a
 * process that dies, however it dies, holds it no longer. The file tells who holds it, and stays.
 * In a bucket it is a {@link Lease}, which outlives a killed process by half a minute.
 */
public final class DatasetLock implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NAME = "lock";

  // Closing any channel on a file gives up all of the process's locks on it, so a file that this
  // process has locked is not opened a second time.
  private static final Map<Path, LockHolder> HELD = new ConcurrentHashMap<>();

  private final Closeable held;
  private final LockHolder holder;

  private DatasetLock(Closeable held, LockHolder holder) {
    this.held = held;
    this.holder = holder;
  }

  /**
   * Takes the lock if it is free; never waits.
   *
   * @param datasetFolder the dataset's folder in the store, made where there is none
   * @return empty if another run holds it: {@link #holder(Path)} tells which
   * @throws IOException if the store cannot be written to
   */
  public static Optional<DatasetLock> tryAcquire(Path datasetFolder) throws IOException {
    if (!Places.isOnDisk(datasetFolder)) {
      LockHolder self = LockHolder.ofThisProcess();
      return Lease.tryTake(datasetFolder.resolve(NAME), describe(self))
          .map(lease -> new DatasetLock(lease::close, self));
    }
    Files.createDirectories(datasetFolder);
    Path file = datasetFolder.toRealPath().resolve(NAME);
    LockHolder self = LockHolder.ofThisProcess();
    if (HELD.putIfAbsent(file, self) != null) {
      return Optional.empty();
    }
    Optional<DatasetLock> lock = Optional.empty();
    try {
      lock = lock(file, self);
    } finally {
      if (lock.isEmpty()) {
        HELD.remove(file);
      }
    }
    return lock;
  }

  /** Who holds a dataset's lock, or held it last; empty if the file does not tell. */
  public static Optional<LockHolder> holder(Path datasetFolder) throws IOException {
    Path file = datasetFolder.resolve(NAME);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    LockHolder here = HELD.get(file.toRealPath());
    return here != null ? Optional.of(here) : parse(Files.readString(file));
  }

  /** This lock's own holder. */
  public LockHolder holder() {
    return holder;
  }

  @Override
  public void close() throws IOException {
    held.close();
  }

  private static Optional<DatasetLock> lock(Path file, LockHolder self) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = null;
    try {
      lock = channel.tryLock();
      if (lock != null) {
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(describe(self).getBytes(StandardCharsets.UTF_8)));
        channel.force(true);
      }
    } finally {
      if (lock == null) {
        channel.close();
      }
    }
    return lock == null
        ? Optional.empty()
        : Optional.of(new DatasetLock(() -> release(file, channel), self));
  }

  private static void release(Path file, FileChannel channel) throws IOException {
    if (channel.isOpen()) {
      channel.close();
      HELD.remove(file);
    }
  }

  private static String describe(LockHolder holder) throws JsonProcessingException {
    return JSON.writeValueAsString(
        Map.of("pid", holder.pid(), "host", holder.host(), "since", holder.since().toString()));
  }

  private static Optional<LockHolder> parse(String json) throws IOException {
    JsonNode node = JSON.readTree(json);
    // Between its truncation and its writing the file is empty.
    return node.isMissingNode()
        ? Optional.empty()
        : Optional.of(
            new LockHolder(
                node.path("pid").asLong(),
                node.path("host").asText(),
                Instant.parse(node.path("since").asText())));
  }
}
