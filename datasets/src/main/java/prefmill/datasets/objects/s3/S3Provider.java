package prefmill.datasets.objects.s3;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Buckets of S3, and of what speaks like it, as file systems.
 *
 * <p>A file is one object, there as a whole once it is closed. Folders are what names begin with:
 * making one does nothing, and one without objects is not there. A move copies, then deletes. There
 * is no locking, and no opening for both reading and writing.
 */
public final class S3Provider extends FileSystemProvider {
  static final String SCHEME = "s3";

  private static final S3Provider ONLY = new S3Provider();

  private final Map<String, S3FileSystem> buckets = new ConcurrentHashMap<>();

  private S3Provider() {}

  /** The root of a bucket, which is not asked for anything yet. */
  public static Path root(String bucket) {
    return ONLY.buckets
        .computeIfAbsent(bucket, name -> new S3FileSystem(ONLY, new Bucket(name)))
        .getPath("/");
  }

  @Override
  public String getScheme() {
    return SCHEME;
  }

  @Override
  public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
    return getFileSystem(uri);
  }

  @Override
  public FileSystem getFileSystem(URI uri) {
    return root(uri.getAuthority()).getFileSystem();
  }

  @Override
  public Path getPath(URI uri) {
    return getFileSystem(uri).getPath(uri.getPath());
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    S3Path file = S3Path.of(path);
    if (options.contains(StandardOpenOption.APPEND)) {
      throw new UnsupportedOperationException("an object cannot be appended to: " + path);
    }
    if (options.contains(StandardOpenOption.WRITE)) {
      return UploadChannel.open(file, options.contains(StandardOpenOption.CREATE_NEW));
    }
    return RangeChannel.open(file, attributes(file).filter(S3Attributes::isRegularFile));
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path folder, DirectoryStream.Filter<? super Path> filter) throws IOException {
    List<S3Path> entries = S3Path.of(folder).objects().entries(S3Path.of(folder));
    return new DirectoryStream<>() {
      @Override
      public Iterator<Path> iterator() {
        return entries.stream().<Path>map(entry -> entry).filter(this::accepts).iterator();
      }

      private boolean accepts(Path entry) {
        try {
          return filter.accept(entry);
        } catch (IOException e) {
          throw new DirectoryIteratorException(e);
        }
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void createDirectory(Path folder, FileAttribute<?>... attributes) {}

  @Override
  public void delete(Path path) throws IOException {
    S3Path.of(path).objects().delete(S3Path.of(path).key());
  }

  @Override
  public void copy(Path source, Path target, CopyOption... options) throws IOException {
    S3Path.of(target).objects().copy(S3Path.of(source), S3Path.of(target).key());
  }

  @Override
  public void move(Path source, Path target, CopyOption... options) throws IOException {
    copy(source, target, options);
    delete(source);
  }

  @Override
  public boolean isSameFile(Path path, Path other) {
    return path.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
  }

  @Override
  public boolean isHidden(Path path) {
    return false;
  }

  @Override
  public FileStore getFileStore(Path path) {
    throw new UnsupportedOperationException("a bucket has no end");
  }

  @Override
  public void checkAccess(Path path, AccessMode... modes) throws IOException {
    if (attributes(S3Path.of(path)).isEmpty()) {
      throw new NoSuchFileException(path.toString());
    }
  }

  @Override
  public <V extends FileAttributeView> V getFileAttributeView(
      Path path, Class<V> type, LinkOption... options) {
    return null;
  }

  @Override
  public <A extends BasicFileAttributes> A readAttributes(
      Path path, Class<A> type, LinkOption... options) throws IOException {
    S3Path asked = S3Path.of(path);
    if (asked.listed() != null) {
      return type.cast(asked.listed());
    }
    return attributes(asked)
        .map(type::cast)
        .orElseThrow(() -> new NoSuchFileException(path.toString()));
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String names, LinkOption... options) {
    throw new UnsupportedOperationException("attributes by name");
  }

  @Override
  public void setAttribute(Path path, String name, Object value, LinkOption... options) {
    throw new UnsupportedOperationException("an object's attributes are not changed");
  }

  private static Optional<S3Attributes> attributes(S3Path path) throws IOException {
    return path.objects().attributes(path.key());
  }
}
