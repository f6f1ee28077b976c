package prefmill.datasets.objects.s3;

import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/**
 * What a bucket says of a name.
 *
 * @param size in bytes; 0 of a folder
 * @param changed when it was written; the beginning of time of a folder, which is only what its
 *     objects begin with
 * @param tag the object's ETag; null of a folder
 */
record S3Attributes(long size, Instant changed, String tag) implements BasicFileAttributes {
  static final S3Attributes FOLDER = new S3Attributes(0, Instant.EPOCH, null);

  @Override
  public FileTime lastModifiedTime() {
    return FileTime.from(changed);
  }

  @Override
  public FileTime lastAccessTime() {
    return lastModifiedTime();
  }

  @Override
  public FileTime creationTime() {
    return lastModifiedTime();
  }

  @Override
  public boolean isRegularFile() {
    return tag != null;
  }

  @Override
  public boolean isDirectory() {
    return tag == null;
  }

  @Override
  public boolean isSymbolicLink() {
    return false;
  }

  @Override
  public boolean isOther() {
    return false;
  }

  @Override
  public Object fileKey() {
    return tag;
  }
}
