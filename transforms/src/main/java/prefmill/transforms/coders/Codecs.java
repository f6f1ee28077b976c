package prefmill.transforms.coders;

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
import prefmill.transforms.keys.Id;

/** Finds the codec of a type; those of records are made once and kept. */
final class Codecs {
  private static final Map<Type, Codec<?>> KNOWN = new ConcurrentHashMap<>();

  static {
    KNOWN.put(int.class, codec((Integer v, ByteOutput o) -> o.writeInt(v), ByteInput::readInt));
    KNOWN.put(long.class, codec((Long v, ByteOutput o) -> o.writeLong(v), ByteInput::readLong));
    KNOWN.put(
        double.class,
        codec(
            (Double v, ByteOutput o) -> o.writeLong(Double.doubleToRawLongBits(v)),
            in -> Double.longBitsToDouble(in.readLong())));
    KNOWN.put(
        boolean.class,
        codec((Boolean v, ByteOutput o) -> o.writeByte(v ? 1 : 0), in -> in.readByte() != 0));
    KNOWN.put(Integer.class, nullable(find(int.class)));
    KNOWN.put(Long.class, nullable(find(long.class)));
    KNOWN.put(Double.class, nullable(find(double.class)));
    KNOWN.put(Boolean.class, nullable(find(boolean.class)));
    KNOWN.put(Id.class, nullable(codec(Codecs::id, in -> new Id(in.readLong(), in.readLong()))));
    KNOWN.put(byte[].class, codec((byte[] v, ByteOutput o) -> bytes(v, o), Codecs::bytes));
    KNOWN.put(
        String.class,
        codec(
            (String v, ByteOutput o) ->
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
          (Set<Object> v, ByteOutput o) -> list.write(v == null ? null : new ArrayList<>(v), o),
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

  // who keeps bytes beyond a run asks for the same code, so a constant may be its place
  @SuppressWarnings("EnumOrdinal")
  private static Codec<Enum<?>> enumeration(Object[] constants) {
    return codec(
        (Enum<?> v, ByteOutput o) -> o.writeByte(v == null ? 0 : v.ordinal() + 1),
        in -> {
          int place = in.readByte();
          return place == 0 ? null : (Enum<?>) constants[place - 1];
        });
  }

  private static Codec<List<Object>> collection(Codec<?> element) {
    @SuppressWarnings("unchecked")
    Codec<Object> each = (Codec<Object>) element;
    return codec(
        (List<Object> v, ByteOutput o) -> {
          o.writeVarint(v == null ? 0 : v.size() + 1);
          if (v != null) {
            for (Object item : v) {
              each.write(item, o);
            }
          }
        },
        in -> {
          int size = in.readVarint() - 1;
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
        (T v, ByteOutput o) -> {
          o.writeByte(v != null ? 1 : 0);
          if (v != null) {
            codec.write(v, o);
          }
        },
        in -> in.readByte() != 0 ? codec.read(in) : null);
  }

  private static void id(Id id, ByteOutput out) {
    out.writeLong(id.hi());
    out.writeLong(id.lo());
  }

  private static void bytes(byte[] value, ByteOutput out) throws IOException {
    out.writeVarint(value == null ? 0 : value.length + 1);
    if (value != null) {
      out.write(value);
    }
  }

  private static byte[] bytes(ByteInput in) throws IOException {
    int length = in.readVarint() - 1;
    if (length < 0) {
      return null;
    }
    return in.read(length);
  }

  private static <T> Codec<T> codec(Writer<T> writer, Reader<T> reader) {
    return new Codec<>() {
      @Override
      public void write(T value, ByteOutput out) throws IOException {
        writer.write(value, out);
      }

      @Override
      public T read(ByteInput in) throws IOException {
        return reader.read(in);
      }
    };
  }

  private interface Writer<T> {
    void write(T value, ByteOutput out) throws IOException;
  }

  private interface Reader<T> {
    T read(ByteInput in) throws IOException;
  }
}
