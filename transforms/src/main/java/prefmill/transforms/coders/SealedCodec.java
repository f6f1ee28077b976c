package prefmill.transforms.coders;

import java.io.IOException;

/** One byte that names the permitted record, then the record. */
final class SealedCodec implements Codec<Object> {
  private final Class<?>[] permitted;
  private final Codec<Object>[] codecs;

  @SuppressWarnings("unchecked")
  SealedCodec(Class<?> type) {
    this.permitted = type.getPermittedSubclasses();
    this.codecs = new Codec[permitted.length];
    for (int i = 0; i < permitted.length; i++) {
      codecs[i] = (Codec<Object>) Codecs.find(permitted[i]);
    }
  }

  @Override
  public void write(Object value, ByteOutput out) throws IOException {
    int tag = 0;
    while (value != null && permitted[tag] != value.getClass()) {
      tag++;
    }
    out.writeByte(value == null ? 0 : tag + 1);
    if (value != null) {
      codecs[tag].write(value, out);
    }
  }

  @Override
  public Object read(ByteInput in) throws IOException {
    int tag = in.readByte();
    return tag == 0 ? null : codecs[tag - 1].read(in);
  }
}
