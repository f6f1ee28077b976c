package prefmill.transforms.coders;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Finds the codec of a type; those of records are made once and kept. */
final class Codecs {
  private static final Map<Type, Codec<?>> KNOWN = new ConcurrentHashMap<>();

  static {
    KNOWN.put(
        int.class,
        codec((Integer v, DataOutputStream o) -> o.writeInt(v), DataInputStream::readInt));
    KNOWN.put(
        long.class,
        codec((Long v, DataOutputStream o) -> o.writeLong(v), DataInputStream::readLong));
    KNOWN.put(
        double.class,
        codec((Double v, DataOutputStream o) -> o.writeDouble(v), DataInputStream::readDouble));
    KNOWN.put(
        boolean.class,
        codec((Boolean v, DataOutputStream o) -> o.writeBoolean(v), DataInputStream::readBoolean));
    KNOWN.put(Integer.class, nullable(find(int.class)));
    KNOWN.put(Long.class, nullable(find(long.class)));
    KNOWN.put(Double.class, nullable(find(double.class)));
    KNOWN.put(Boolean.class, nullable(find(boolean.class)));
    KNOWN.put(byte[].class, codec((byte[] v, DataOutputStream o) -> bytes(v, o), Codecs::bytes));
    KNOWN.put(
        String.class,
        codec(
            (String v, DataOutputStream o) ->
                bytes(v == null ? null : v.getBytes(StandardCharsets.UTF_8), o),
            in -> {
              byte[] utf8 = bytes(in);
              return utf8 == null ? null : new String(utf8, StandardCharsets.UTF_8);
            }));
  }

  private Codecs() {}

  @SuppressWarnings("unchecked")
  static <T> Codec<T> of(Class<T> type) {
    return (Codec<T>) find(type);
  }

  static Codec<?> find(Type type) {
    Codec<?> known = KNOWN.get(type);
    if (known == null) {
      known = make(type);
      KNOWN.put(type, known);
    }
    return known;
  }

  private static Codec<?> make(Type type) {
    if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
      return collection(find(generic.getActualTypeArguments()[0]));
    }
    if (type instanceof ParameterizedType generic && generic.getRawType() == Set.class) {
      Codec<List<Object>> list = collection(find(generic.getActualTypeArguments()[0]));
      return codec(
          (Set<Object> v, DataOutputStream o) ->
              list.write(v == null ? null : new ArrayList<>(v), o),
          in -> {
            List<Object> values = list.read(in);
            return values == null ? null : new LinkedHashSet<>(values);
          });
    }
    if (type instanceof Class<?> raw && raw.isEnum()) {
      return enumeration(raw.getEnumConstants());
    }
    if (type instanceof Class<?> raw && raw.isRecord()) {
      return nullable(RecordCodec.of(raw));
    }
    if (type instanceof Class<?> raw && raw.isSealed()) {
      return new SealedCodec(raw);
    }
    throw new IllegalArgumentException("no codec for a component of type " + type.getTypeName());
  }

  // the bytes live no longer than a run, so a constant may be its place
  @SuppressWarnings("EnumOrdinal")
  private static Codec<Enum<?>> enumeration(Object[] constants) {
    return codec(
        (Enum<?> v, DataOutputStream o) -> o.writeByte(v == null ? 0 : v.ordinal() + 1),
        in -> {
          int place = in.readUnsignedByte();
          return place == 0 ? null : (Enum<?>) constants[place - 1];
        });
  }

  private static Codec<List<Object>> collection(Codec<?> element) {
    @SuppressWarnings("unchecked")
    Codec<Object> each = (Codec<Object>) element;
    return codec(
        (List<Object> v, DataOutputStream o) -> {
          Varint.write(v == null ? 0 : v.size() + 1, o);
          if (v != null) {
            for (Object item : v) {
              each.write(item, o);
            }
          }
        },
        in -> {
          int size = Varint.read(in) - 1;
          if (size < 0) {
            return null;
          }
          List<Object> items = new ArrayList<>(Math.min(size, 1024));
          for (int i = 0; i < size; i++) {
            items.add(each.read(in));
          }
          return items;
        });
  }

  private static <T> Codec<T> nullable(Codec<?> present) {
    @SuppressWarnings("unchecked")
    Codec<T> codec = (Codec<T>) present;
    return codec(
        (T v, DataOutputStream o) -> {
          o.writeBoolean(v != null);
          if (v != null) {
            codec.write(v, o);
          }
        },
        in -> in.readBoolean() ? codec.read(in) : null);
  }

  private static void bytes(byte[] value, DataOutputStream out) throws IOException {
    Varint.write(value == null ? 0 : value.length + 1, out);
    if (value != null) {
      out.write(value);
    }
  }

  private static byte[] bytes(DataInputStream in) throws IOException {
    int length = Varint.read(in) - 1;
    if (length < 0) {
      return null;
    }
    byte[] value = in.readNBytes(length);
    if (value.length < length) {
      throw new java.io.EOFException("a text ends before its length");
    }
    return value;
  }

  private static <T> Codec<T> codec(Writer<T> writer, Reader<T> reader) {
    return new Codec<>() {
      @Override
      public void write(T value, DataOutputStream out) throws IOException {
        writer.write(value, out);
      }

      @Override
      public T read(DataInputStream in) throws IOException {
        return reader.read(in);
      }
    };
  }

  private interface Writer<T> {
    void write(T value, DataOutputStream out) throws IOException;
  }

  private interface Reader<T> {
    T read(DataInputStream in) throws IOException;
  }
}
