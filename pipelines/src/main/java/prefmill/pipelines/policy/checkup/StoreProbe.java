package prefmill.pipelines.policy.checkup;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import prefmill.datasets.objects.ObjectStore;
import prefmill.datasets.objects.Places;

/**
 * Tries on a store what a commit needs: exclusive creation and, in a folder, atomic renaming. Works
 * on the nearest folder that exists, or under the prefix in the bucket, and leaves nothing behind.
 */
final class StoreProbe {
  private static final String MEND =
      "Give this user write access, or name another folder as `store`.";

  private StoreProbe() {}

  static Finding of(Path store) {
    if (!Places.isOnDisk(store)) {
      return ofBucket(store);
    }
    Path folder = nearestExisting(store);
    if (!Files.isDirectory(folder)) {
      return Finding.fail("store", folder + " is no folder", "Name a folder as `store`.");
    }
    Path first = folder.resolve(".prefmill-probe-" + UUID.randomUUID());
    Path second = folder.resolve(first.getFileName() + "-renamed");
    try {
      return tried(store, first, second);
    } catch (IOException e) {
      return Finding.fail("store", folder + " cannot be written to (" + e + ")", MEND);
    }
  }

  /** What a bucket does not do it says in a sentence that holds the mend. */
  private static Finding ofBucket(Path store) {
    ObjectStore objects = Places.objects(store);
    String probe = ".prefmill-probe-" + UUID.randomUUID();
    try {
      boolean first = objects.createIfAbsent(probe, "first");
      boolean second = objects.createIfAbsent(probe, "second");
      String read = objects.read(probe).map(ObjectStore.Stored::text).orElse("nothing");
      boolean listed = objects.list("").contains(probe);
      Files.deleteIfExists(store.resolve(probe));
      return first && !second && read.equals("first") && listed
          ? Finding.ok("store", store + " is writable, with exclusive creation")
          : Finding.fail(
              "store",
              store + " creates one object twice, as its server knows no If-None-Match",
              "Take a server that does, or a folder as `store`.");
    } catch (IOException | RuntimeException e) {
      return Finding.fail("store", String.valueOf(e.getMessage()), "");
    }
  }

  private static Finding tried(Path store, Path first, Path second) throws IOException {
    try {
      Files.createFile(first);
      if (!refusesSecond(first)) {
        String seen = store + " creates one file twice";
        return Finding.fail("store", seen, "Name a folder on a local disk as `store`.");
      }
      Files.move(first, second, StandardCopyOption.ATOMIC_MOVE);
      return Finding.ok("store", store + " is writable, with exclusive creation");
    } finally {
      Files.deleteIfExists(first);
      Files.deleteIfExists(second);
    }
  }

  private static boolean refusesSecond(Path first) throws IOException {
    try {
      Files.createFile(first);
      return false;
    } catch (FileAlreadyExistsException e) {
      return true;
    }
  }

  /** The folder itself, or the nearest parent that exists. */
  static Path nearestExisting(Path folder) {
    Path existing = folder.toAbsolutePath().normalize();
    while (!Files.exists(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    return existing;
  }
}
