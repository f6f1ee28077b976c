package prefmill.datasets.objects.s3;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import software.amazon.awssdk.core.sync.RequestBody;

/**
 * Gathers an object in a temporary file of this machine and puts it whole when it is closed. The
 * file is gone as soon as the process is, however it ends.
 */
final class UploadChannel implements SeekableByteChannel {
  private static final String TYPE = "application/octet-stream";

  private final S3Path target;
  private final boolean isNew;
  private final FileChannel content;

  private UploadChannel(S3Path target, boolean isNew, FileChannel content) {
    this.target = target;
    this.isNew = isNew;
    this.content = content;
  }

  /** Opens one; a new object must not be there when it is closed. */
  static UploadChannel open(S3Path target, boolean isNew) throws IOException {
    Path file = Files.createTempFile("prefmill-put", null);
    FileChannel content =
        FileChannel.open(
            file,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);
    return new UploadChannel(target, isNew, content);
  }

  @Override
  public int write(ByteBuffer bytes) throws IOException {
    return content.write(bytes);
  }

  @Override
  public void close() throws IOException {
    if (!content.isOpen()) {
      return;
    }
    try (content) {
      if (!target.objects().put(target.key(), content(), isNew ? "*" : null)) {
        throw new FileAlreadyExistsException(target.toString());
      }
    }
  }

  /** The whole file, from its begin as often as the request is tried. */
  private RequestBody content() throws IOException {
    return RequestBody.fromContentProvider(
        () -> {
          try {
            content.position(0);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          return new FilterInputStream(Channels.newInputStream(content)) {
            @Override
            public void close() {}
          };
        },
        content.size(),
        TYPE);
  }

  @Override
  public boolean isOpen() {
    return content.isOpen();
  }

  @Override
  public int read(ByteBuffer bytes) throws IOException {
    return content.read(bytes);
  }

  @Override
  public long position() throws IOException {
    return content.position();
  }

  @Override
  public SeekableByteChannel position(long position) throws IOException {
    content.position(position);
    return this;
  }

  @Override
  public long size() throws IOException {
    return content.size();
  }

  @Override
  public SeekableByteChannel truncate(long size) throws IOException {
    content.truncate(size);
    return this;
  }
}
