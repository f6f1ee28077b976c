package prefmill.datasets.objects.s3;

import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.List;
import java.util.Set;

/** One bucket as a file system; open as long as the process runs. */
final class S3FileSystem extends FileSystem {
  private final S3Provider provider;
  private final Bucket objects;

  S3FileSystem(S3Provider provider, Bucket objects) {
    this.provider = provider;
    this.objects = objects;
  }

  String name() {
    return objects.name();
  }

  Bucket objects() {
    return objects;
  }

  @Override
  public FileSystemProvider provider() {
    return provider;
  }

  @Override
  public Path getPath(String first, String... more) {
    return new S3Path(this, Path.of(first, more));
  }

  @Override
  public String getSeparator() {
    return "/";
  }

  @Override
  public Iterable<Path> getRootDirectories() {
    return List.of(getPath("/"));
  }

  @Override
  public Iterable<FileStore> getFileStores() {
    return List.of();
  }

  @Override
  public Set<String> supportedFileAttributeViews() {
    return Set.of("basic");
  }

  @Override
  public PathMatcher getPathMatcher(String syntaxAndPattern) {
    PathMatcher names = FileSystems.getDefault().getPathMatcher(syntaxAndPattern);
    return path -> names.matches(Path.of(path.toString()));
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public boolean isReadOnly() {
    return false;
  }

  @Override
  public void close() {
    throw new UnsupportedOperationException("a bucket stays open");
  }

  @Override
  public UserPrincipalLookupService getUserPrincipalLookupService() {
    throw new UnsupportedOperationException("a bucket tells no owners");
  }

  @Override
  public WatchService newWatchService() {
    throw new UnsupportedOperationException("a bucket cannot be watched");
  }
}
