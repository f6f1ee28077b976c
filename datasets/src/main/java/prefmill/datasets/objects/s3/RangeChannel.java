package prefmill.datasets.objects.s3;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/**
 * Reads parts of an object, each as far as is likely to be wanted: little at first and after a
 * leap, more and more of one that is read from front to back.
 *
 * <p>All parts are of the object that was there when it was opened; if another took its place,
 * reading fails.
 */
final class RangeChannel implements SeekableByteChannel {
  private static final int LEAST = 1 << 16;
  private static final int MOST = 1 << 22;

  private final S3Path file;
  private final S3Attributes attributes;
  private ByteBuffer part = ByteBuffer.allocate(0);
  private long partBegin;
  private int ahead = LEAST;
  private long position;
  private boolean open = true;

  private RangeChannel(S3Path file, S3Attributes attributes) {
    this.file = file;
    this.attributes = attributes;
  }

  static RangeChannel open(S3Path file, Optional<S3Attributes> attributes)
      throws NoSuchFileException {
    return new RangeChannel(
        file, attributes.orElseThrow(() -> new NoSuchFileException(file.toString())));
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    requireOpen();
    if (position >= size()) {
      return -1;
    }
    if (position < partBegin || position >= partBegin + part.limit()) {
      fetch(target.remaining());
    }
    int offset = (int) (position - partBegin);
    int count = Math.min(target.remaining(), part.limit() - offset);
    target.put(part.array(), offset, count);
    position += count;
    return count;
  }

  private void fetch(int wanted) throws IOException {
    long leap = position - (partBegin + part.limit());
    boolean goesOn = leap >= 0 && leap <= ahead;
    ahead = goesOn ? Math.min(2 * ahead, MOST) : LEAST;
    int length = (int) Math.min(Math.max(ahead, wanted), size() - position);
    part = ByteBuffer.wrap(file.objects().range(file, attributes.tag(), position, length));
    partBegin = position;
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public SeekableByteChannel position(long newPosition) {
    position = newPosition;
    return this;
  }

  @Override
  public long size() {
    return attributes.size();
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public void close() {
    open = false;
    part = ByteBuffer.allocate(0);
  }

  @Override
  public int write(ByteBuffer bytes) {
    throw new NonWritableChannelException();
  }

  @Override
  public SeekableByteChannel truncate(long size) {
    throw new NonWritableChannelException();
  }

  private void requireOpen() throws ClosedChannelException {
    if (!open) {
      throw new ClosedChannelException();
    }
  }
}
