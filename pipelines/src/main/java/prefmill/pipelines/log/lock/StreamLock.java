package prefmill.pipelines.log.lock;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import prefmill.datasets.objects.Durable;
import prefmill.datasets.objects.Lease;
import prefmill.datasets.objects.Places;

/**
 * Says which streams are at work on an event log: one for each of its sources.
 *
 * <p>Locks of the operating system on {@code <log>/streams/SOURCE}: a process that dies, however it
 * dies, holds them no longer. The file tells the stream's id, and stays. In a bucket they are
 * {@link Lease}s; that of a killed stream counts as its source's until the next stream takes it.
 */
public final class StreamLock implements AutoCloseable {
  private static final String FOLDER = "streams";

  // Closing any channel on a file gives up all of the process's locks on it, so a file that this
  // process has locked is not opened a second time.
  private static final Map<Path, String> HELD = new ConcurrentHashMap<>();

  private final Map<Path, FileChannel> channels = new ConcurrentHashMap<>();
  private final List<Lease> leases = new ArrayList<>();

  private StreamLock() {}

  /**
   * Takes the locks of a stream's sources; never waits.
   *
   * @throws StreamHeld if another stream has one of them
   */
  public static StreamLock take(Path logFolder, Collection<String> sources, String run)
      throws IOException {
    Path folder = logFolder.resolve(FOLDER);
    Durable.createFolders(folder);
    StreamLock lock = new StreamLock();
    boolean taken = false;
    try {
      for (String source : sources) {
        lock.take(folder.toRealPath().resolve(source), source, run);
      }
      taken = true;
    } finally {
      if (!taken) {
        lock.close();
      }
    }
    return lock;
  }

  /** The streams that are at work now, by their ids. */
  public static Set<String> running(Path logFolder) throws IOException {
    Path folder = logFolder.resolve(FOLDER);
    Set<String> running = new TreeSet<>();
    if (Files.isDirectory(folder)) {
      for (Path file : files(folder.toRealPath())) {
        if (isHeld(file)) {
          running.add(noted(file));
        }
      }
    }
    return running;
  }

  /** Whether a stream is at work now; no lock but its own is touched. */
  public static boolean running(Path logFolder, String run) throws IOException {
    Path folder = logFolder.resolve(FOLDER);
    if (Files.isDirectory(folder)) {
      for (Path file : files(folder.toRealPath())) {
        if (noted(file).equals(run) && isHeld(file)) {
          return true;
        }
      }
    }
    return false;
  }

  private void take(Path file, String source, String run) throws IOException {
    if (!Places.isOnDisk(file)) {
      leases.add(Lease.tryTake(file, run).orElseThrow(() -> new StreamHeld(source)));
      return;
    }
    if (HELD.putIfAbsent(file, run) != null) {
      throw new StreamHeld(source);
    }
    FileChannel channel = null;
    try {
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      if (lock == null) {
        throw new StreamHeld(source);
      }
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(run.getBytes(StandardCharsets.UTF_8)));
      channels.put(file, channel);
    } finally {
      if (!channels.containsKey(file)) {
        if (channel != null) {
          channel.close();
        }
        HELD.remove(file);
      }
    }
  }

  /** The stream that holds a lock, or held it last. */
  private static String noted(Path file) throws IOException {
    if (!Places.isOnDisk(file)) {
      return Lease.holder(file).orElse("");
    }
    return HELD.containsKey(file) ? HELD.get(file) : Files.readString(file);
  }

  private static boolean isHeld(Path file) throws IOException {
    if (!Places.isOnDisk(file)) {
      return Lease.holder(file).isPresent();
    }
    if (HELD.containsKey(file)) {
      return true;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      return lock == null;
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return new ArrayList<>(files.toList());
    }
  }

  @Override
  public void close() throws IOException {
    for (Lease lease : leases) {
      lease.close();
    }
    for (Map.Entry<Path, FileChannel> each : channels.entrySet()) {
      each.getValue().close();
      HELD.remove(each.getKey());
    }
  }
}
