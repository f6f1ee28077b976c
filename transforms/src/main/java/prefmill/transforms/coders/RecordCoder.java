package prefmill.transforms.coders;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;
import org.apache.beam.sdk.coders.CustomCoder;
import org.apache.beam.sdk.util.VarInt;
import org.apache.beam.sdk.values.TypeDescriptor;

/**
 * Encodes a record as its length and its components in order, nothing else.
 *
 * <p>Components may be primitives, their boxes, String, enum, {@code byte[]}, List, Set, records,
 * and sealed interfaces of records; each reference may be null. Equal values have equal bytes (a
 * Set is written in its own order: use none in keys), so the coder is deterministic. Two coders are
 * equal if they encode the same class.
 */
public final class RecordCoder<T> extends CustomCoder<T> {
  private static final ThreadLocal<ByteOutput> BYTES = ThreadLocal.withInitial(ByteOutput::new);

  private final Class<T> type;
  private transient volatile Codec<T> codec;

  private RecordCoder(Class<T> type) {
    this.type = type;
  }

  /**
   * The coder of a record or of a sealed interface of records.
   *
   * @throws IllegalArgumentException if a component has a type that it does not know
   */
  public static <T> RecordCoder<T> of(Class<T> type) {
    RecordCoder<T> coder = new RecordCoder<>(type);
    var unused = coder.codec();
    return coder;
  }

  private Codec<T> codec() {
    Codec<T> known = codec;
    if (known == null) {
      known = Codecs.of(type);
      codec = known;
    }
    return known;
  }

  @Override
  public void encode(T value, OutputStream out) throws IOException {
    ByteOutput bytes = BYTES.get().reset();
    codec().write(value, bytes);
    VarInt.encode(bytes.size(), out);
    bytes.writeTo(out);
  }

  @Override
  public T decode(InputStream in) throws IOException {
    int size = VarInt.decodeInt(in);
    byte[] bytes = in.readNBytes(size);
    if (bytes.length < size) {
      throw new EOFException("a record ends after " + bytes.length + " of " + size + " bytes");
    }
    return codec().read(new ByteInput(bytes));
  }

  @Override
  public void verifyDeterministic() {}

  @Override
  public boolean consistentWithEquals() {
    return false;
  }

  @Override
  public TypeDescriptor<T> getEncodedTypeDescriptor() {
    return TypeDescriptor.of(type);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RecordCoder<?> coder && coder.type == type;
  }

  @Override
  public int hashCode() {
    return Objects.hash(RecordCoder.class, type.getName());
  }

  @Override
  public String toString() {
    return "RecordCoder(" + type.getName() + ")";
  }
}
