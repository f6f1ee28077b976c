package prefmill.datasets.objects;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import prefmill.datasets.canonical.Sha256;
import prefmill.datasets.faults.Failpoint;

/**
 * A store in a folder of a file system that has hard links and atomic renames.
 *
 * <p>An object is written beside its place, forced to the disk and then linked to its name, which
 * fails if the name is taken. Replacing holds a lock on a file of the store, so that comparing and
 * replacing are one step for all processes.
 */
public final class FolderStore implements ObjectStore {
  private static final Object LOCK_IN_THIS_JVM = new Object();

  private final Path root;

  private FolderStore(Path root) {
    this.root = root;
  }

  /** The store in a folder, which need not exist yet. */
  public static FolderStore of(Path root) {
    return new FolderStore(root);
  }

  @Override
  public Optional<Stored> read(String key) throws IOException {
    try {
      byte[] bytes = Files.readAllBytes(path(key));
      return Optional.of(new Stored(new String(bytes, UTF_8), Sha256.hex(bytes)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  @Override
  public boolean createIfAbsent(String key, String text) throws IOException {
    Path file = path(key);
    Durable.createFolders(file.getParent());
    Path unfinished = Durable.unfinished(file);
    Durable.writeNew(unfinished, text.getBytes(UTF_8));
    try {
      Failpoint.hit("before-link");
      Files.createLink(file, unfinished);
      Failpoint.hit("after-link");
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (UnsupportedOperationException e) {
      throw new IOException(
          "the file system of " + root + " has no hard links: put the store on another one", e);
    } finally {
      Files.delete(unfinished);
    }
    Durable.syncFolder(file.getParent());
    return true;
  }

  @Override
  public boolean replaceIfMatch(String key, String tag, String text) throws IOException {
    synchronized (LOCK_IN_THIS_JVM) {
      try (FileChannel channel =
              FileChannel.open(path(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        boolean matches =
            lock.isValid() && read(key).filter(stored -> stored.tag().equals(tag)).isPresent();
        if (matches) {
          Durable.replace(path(key), text.getBytes(UTF_8));
        }
        return matches;
      }
    }
  }

  @Override
  public List<String> list(String prefix) throws IOException {
    if (!Files.isDirectory(path(prefix))) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(path(prefix))) {
      return entries
          .map(entry -> entry.getFileName().toString())
          .filter(name -> !Durable.isUnfinished(name))
          .sorted()
          .toList();
    }
  }

  @Override
  public boolean moveFolder(String from, String to) throws IOException {
    Path source = path(from);
    Path target = path(to);
    try {
      Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      throw new IOException(
          source + " and " + target + " are on different file systems: put both on one", e);
    } catch (FileSystemException e) {
      if (Files.exists(target) && Files.exists(source)) {
        return false;
      }
      throw e;
    }
    Durable.syncFolder(source.getParent());
    Durable.syncFolder(target.getParent());
    return true;
  }

  private Path path(String key) {
    return root.resolve(key);
  }
}
