package prefmill.datasets.objects;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Files that survive a power cut: forced to the disk, and so are the folders that name them. In a
 * bucket a file is put whole and survives once that is done, and folders need no making.
 */
public final class Durable {
  private static final String UNFINISHED = ".unfinished-";
  private static final int DELETIONS = 100;
  private static final int BUFFER = 1 << 16;

  private Durable() {}

  /** Writes a new file, in a folder that is made if there is none, and forces both to the disk. */
  public static void writeNewIn(Path folder, String name, byte[] bytes) throws IOException {
    createFolders(folder);
    writeNew(folder.resolve(name), bytes);
    syncFolder(folder);
  }

  /** Writes a new file and forces it to the disk; its folder is not forced. */
  public static void writeNew(Path file, byte[] bytes) throws IOException {
    if (!Places.isOnDisk(file)) {
      Files.write(file, bytes, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      return;
    }
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer rest = ByteBuffer.wrap(bytes);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
    } catch (IOException e) {
      throw DiskFull.or(file, e);
    }
  }

  /** What a file is to hold, told piece by piece. */
  public interface Content {
    /** Writes all of it. */
    void to(OutputStream out) throws IOException;
  }

  /** Writes a new file as its content comes and forces it to the disk; its folder is not forced. */
  public static void writeNew(Path file, Content content) throws IOException {
    try (OutputStream out =
        new BufferedOutputStream(
            Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            BUFFER)) {
      content.to(out);
    } catch (IOException e) {
      throw DiskFull.or(file, e);
    }
    sync(file);
  }

  /** Copies a file of this machine to a new one and forces that to the disk, not its folder. */
  public static void copyNew(Path from, Path to) throws IOException {
    try {
      Files.copy(from, to);
    } catch (IOException e) {
      throw DiskFull.or(to, e);
    }
    sync(to);
  }

  private static void sync(Path file) throws IOException {
    if (!Places.isOnDisk(file)) {
      return;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    } catch (IOException e) {
      throw DiskFull.or(file, e);
    }
  }

  /** Replaces a file as a whole: a reader sees the old content or the new one. */
  public static void replace(Path file, byte[] bytes) throws IOException {
    if (!Places.isOnDisk(file)) {
      Files.write(file, bytes);
      return;
    }
    Path unfinished = unfinished(file);
    writeNew(unfinished, bytes);
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    syncFolder(file.toAbsolutePath().getParent());
  }

  /** Makes a folder and those above it where there are none, each forced to the disk. */
  public static void createFolders(Path folder) throws IOException {
    Path absolute = folder.toAbsolutePath();
    Path parent = absolute.getParent();
    if (!Places.isOnDisk(folder) || parent == null || Files.isDirectory(absolute)) {
      return;
    }
    createFolders(parent);
    try {
      Files.createDirectory(absolute);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(absolute)) {
        throw e;
      }
    } catch (IOException e) {
      throw DiskFull.or(absolute, e);
    }
    syncFolder(parent);
  }

  /** Forces a folder's entries to the disk. */
  public static void syncFolder(Path folder) throws IOException {
    if (!Places.isOnDisk(folder)) {
      return;
    }
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** Forces a folder, its files and its folders to the disk, the innermost first. */
  public static void syncTree(Path folder) throws IOException {
    if (!Places.isOnDisk(folder)) {
      return;
    }
    for (Path path : innermostFirst(folder)) {
      syncFolder(path);
    }
  }

  /**
   * Deletes a folder with all it holds, also what a worker that is just ending adds meanwhile;
   * nothing happens if it is gone.
   */
  public static void deleteTree(Path folder) throws IOException {
    for (int left = DELETIONS; left > 0 && Files.exists(folder); left--) {
      try {
        for (Path path : innermostFirst(folder)) {
          Files.deleteIfExists(path);
        }
      } catch (DirectoryNotEmptyException | NoSuchFileException | UncheckedIOException changed) {
        if (left == 1) {
          throw changed;
        }
      }
    }
  }

  static Path unfinished(Path file) {
    return unfinished(file, UUID.randomUUID().toString());
  }

  /** A name beside a file or folder that says that it is not finished. */
  public static Path unfinished(Path file, String name) {
    return file.resolveSibling(UNFINISHED + name);
  }

  /** Whether a file of this name was left unfinished, or is being written. */
  public static boolean isUnfinished(String name) {
    return name.startsWith(UNFINISHED);
  }

  private static List<Path> innermostFirst(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths.sorted(Comparator.reverseOrder()).toList();
    }
  }
}
