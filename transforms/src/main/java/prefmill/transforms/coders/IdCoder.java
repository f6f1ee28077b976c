package prefmill.transforms.coders;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.apache.beam.sdk.coders.AtomicCoder;
import prefmill.transforms.keys.Id;

/** An id in sixteen bytes: the key of every shuffle. */
public final class IdCoder extends AtomicCoder<Id> {
  private static final IdCoder INSTANCE = new IdCoder();
  private static final int SIZE = 16;

  private IdCoder() {}

  /** The one instance. */
  public static IdCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(Id id, OutputStream out) throws IOException {
    out.write(ByteBuffer.allocate(SIZE).putLong(id.hi()).putLong(id.lo()).array());
  }

  @Override
  public Id decode(InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(SIZE);
    if (bytes.length < SIZE) {
      throw new java.io.EOFException("an id ends after " + bytes.length + " bytes");
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new Id(buffer.getLong(), buffer.getLong());
  }

  @Override
  public boolean consistentWithEquals() {
    return true;
  }

  @Override
  public boolean isRegisterByteSizeObserverCheap(Id id) {
    return true;
  }

  @Override
  protected long getEncodedElementByteSize(Id id) {
    return SIZE;
  }
}
