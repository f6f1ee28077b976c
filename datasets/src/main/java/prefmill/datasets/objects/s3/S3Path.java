package prefmill.datasets.objects.s3;

import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;

/**
 * A name in a bucket, or a part of one.
 *
 * <p>Names follow the rules of the machine's own paths; only their text, {@code s3://bucket/key},
 * is another, from which {@code Places.of} makes the same path on any machine.
 */
final class S3Path implements Path {
  private final S3FileSystem bucket;
  private final Path name;
  private final S3Attributes listed;

  S3Path(S3FileSystem bucket, Path name) {
    this(bucket, name, null);
  }

  private S3Path(S3FileSystem bucket, Path name, S3Attributes listed) {
    this.bucket = bucket;
    this.name = name;
    this.listed = listed;
  }

  static S3Path of(Path path) {
    if (path instanceof S3Path own) {
      return own;
    }
    throw new ProviderMismatchException(path + " is in no bucket");
  }

  /** An entry of this folder, with what the folder's listing said of it. */
  S3Path entry(String child, S3Attributes attributes) {
    return new S3Path(bucket, name.resolve(child), attributes);
  }

  /** What a listing that gave this path said of it; null if it came from elsewhere. */
  S3Attributes listed() {
    return listed;
  }

  /** The object's key, and the folder's without a slash at its end; empty of the root. */
  String key() {
    return toAbsolutePath().name.normalize().toString().substring(1);
  }

  Bucket objects() {
    return bucket.objects();
  }

  @Override
  public FileSystem getFileSystem() {
    return bucket;
  }

  @Override
  public boolean isAbsolute() {
    return name.isAbsolute();
  }

  @Override
  public Path getRoot() {
    return with(name.getRoot());
  }

  @Override
  public Path getFileName() {
    return with(name.getFileName());
  }

  @Override
  public Path getParent() {
    return with(name.getParent());
  }

  @Override
  public int getNameCount() {
    return name.getNameCount();
  }

  @Override
  public Path getName(int index) {
    return with(name.getName(index));
  }

  @Override
  public Path subpath(int begin, int end) {
    return with(name.subpath(begin, end));
  }

  @Override
  public boolean startsWith(Path other) {
    return isOfSame(other) && name.startsWith(of(other).name);
  }

  @Override
  public boolean endsWith(Path other) {
    return isOfSame(other) && name.endsWith(of(other).name);
  }

  @Override
  public Path normalize() {
    return with(name.normalize());
  }

  @Override
  public Path resolve(Path other) {
    return with(name.resolve(of(other).name));
  }

  @Override
  public Path relativize(Path other) {
    return with(name.relativize(of(other).name));
  }

  @Override
  public URI toUri() {
    return URI.create(S3Provider.SCHEME + "://" + bucket.name()).resolve(name.toUri().getRawPath());
  }

  @Override
  public S3Path toAbsolutePath() {
    return name.isAbsolute() ? this : new S3Path(bucket, Path.of("/").resolve(name));
  }

  @Override
  public Path toRealPath(LinkOption... options) {
    return toAbsolutePath().normalize();
  }

  @Override
  public WatchKey register(
      WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
    throw new UnsupportedOperationException("a bucket cannot be watched");
  }

  @Override
  public int compareTo(Path other) {
    return toString().compareTo(of(other).toString());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof S3Path path && bucket.equals(path.bucket) && name.equals(path.name);
  }

  @Override
  public int hashCode() {
    return 31 * bucket.hashCode() + name.hashCode();
  }

  @Override
  public String toString() {
    if (!name.isAbsolute()) {
      return name.toString();
    }
    String text = S3Provider.SCHEME + "://" + bucket.name();
    return name.getNameCount() == 0 ? text : text + name;
  }

  private boolean isOfSame(Path other) {
    return other instanceof S3Path path && bucket.equals(path.bucket);
  }

  private Path with(Path other) {
    return other == null ? null : new S3Path(bucket, other);
  }
}
