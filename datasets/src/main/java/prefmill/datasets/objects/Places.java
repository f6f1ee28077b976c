package prefmill.datasets.objects;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import prefmill.datasets.objects.s3.S3Provider;
import prefmill.datasets.objects.s3.S3Store;

/**
 * Where things are: in a folder of this machine, or in a bucket of S3, {@code s3://bucket/prefix}.
 *
 * <p>The text of a path gives the same path on any machine.
 */
public final class Places {
  private static final String BUCKETS = "s3:";
  private static final Pattern IN_BUCKET =
      Pattern.compile("s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(/.*)?");

  private Places() {}

  /**
   * The place of a text.
   *
   * @throws IllegalArgumentException if it begins as a bucket's and is none
   */
  public static Path of(String text) {
    if (!isInBucket(text)) {
      return Path.of(text);
    }
    Matcher place = IN_BUCKET.matcher(text);
    if (!place.matches()) {
      throw new IllegalArgumentException(
          "\"" + text + "\" names no bucket; write s3://bucket or s3://bucket/prefix");
    }
    Path root = S3Provider.root(place.group(1));
    return place.group(2) == null ? root : root.resolve(place.group(2)).normalize();
  }

  /** What a path means in a folder; an absolute one may be elsewhere, too. */
  public static Path in(Path folder, String path) {
    Path place = of(path);
    return place.isAbsolute() ? place : folder.resolve(path);
  }

  /** Whether a text is meant to name a place in a bucket. */
  public static boolean isInBucket(String text) {
    return text.startsWith(BUCKETS);
  }

  /** Whether a place is on a disk that this machine mounts, where there are locks and renames. */
  public static boolean isOnDisk(Path place) {
    return place.getFileSystem().equals(FileSystems.getDefault());
  }

  /** The bytes that a place has room for; a bucket has no end. */
  public static long room(Path place) throws IOException {
    return isOnDisk(place) ? Files.getFileStore(place).getUsableSpace() : Long.MAX_VALUE;
  }

  /** The objects under a place. */
  public static ObjectStore objects(Path place) {
    return isOnDisk(place) ? FolderStore.of(place) : S3Store.of(place);
  }
}
