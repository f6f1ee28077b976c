package prefmill.datasets.store;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import prefmill.datasets.canonical.Sha256;
import prefmill.datasets.manifest.FileEntry;
import prefmill.datasets.objects.Durable;

/**
 * Lets a version's file that equals the previous version's be one file on the disk: a hard link.
 *
 * <p>Only in a folder; an object store keeps both. The previous file is read before it is trusted,
 * so that a damaged one stays alone. Nobody writes into a published file, and who deletes a version
 * takes nothing from the other.
 */
final class SharedFiles {
  private SharedFiles() {}

  /** Links the files in a folder, which are as they are listed, to equal ones of a version. */
  static void link(Path folder, List<FileEntry> files, PublishedVersion previous)
      throws IOException {
    if (folder.getFileSystem() != FileSystems.getDefault()) {
      return;
    }
    Map<String, FileEntry> before =
        previous.manifest().files().stream()
            .collect(Collectors.toMap(FileEntry::path, entry -> entry));
    for (FileEntry file : files) {
      if (file.equals(before.get(file.path()))) {
        link(folder.resolve(file.path()), file, previous.folder().resolve(file.path()));
      }
    }
  }

  private static void link(Path mine, FileEntry file, Path before) throws IOException {
    Path link = Durable.unfinished(mine, mine.getFileName().toString());
    try {
      if (Files.isSameFile(mine, before) || !Sha256.of(before).equals(file.sha256())) {
        return;
      }
      Files.createLink(link, before);
      Files.move(link, mine, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException | UnsupportedOperationException e) {
      // gone meanwhile, too many links, or a file system without them: the own copy stays
      Files.deleteIfExists(link);
    }
  }
}
