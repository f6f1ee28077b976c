package prefmill.datasets.parquet;

import java.io.ByteArrayOutputStream;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/** A Parquet file that is written to memory. */
final class MemoryOutput implements OutputFile {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 16);

  byte[] bytes() {
    return bytes.toByteArray();
  }

  @Override
  public PositionOutputStream create(long blockSizeHint) {
    return new Stream(bytes);
  }

  @Override
  public PositionOutputStream createOrOverwrite(long blockSizeHint) {
    bytes.reset();
    return create(blockSizeHint);
  }

  @Override
  public boolean supportsBlockSize() {
    return false;
  }

  @Override
  public long defaultBlockSize() {
    return 0;
  }

  private static final class Stream extends PositionOutputStream {
    private final ByteArrayOutputStream bytes;

    Stream(ByteArrayOutputStream bytes) {
      this.bytes = bytes;
    }

    @Override
    public long getPos() {
      return bytes.size();
    }

    @Override
    public void write(int b) {
      bytes.write(b);
    }

    @Override
    public void write(byte[] block, int offset, int length) {
      bytes.write(block, offset, length);
    }
  }
}
