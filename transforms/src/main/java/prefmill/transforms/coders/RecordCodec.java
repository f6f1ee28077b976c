package prefmill.transforms.coders;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;

/** A record's components, one after the other. */
final class RecordCodec implements Codec<Object> {
  private final MethodHandle constructor;
  private final MethodHandle[] accessors;
  private final Codec<Object>[] components;

  private RecordCodec(
      MethodHandle constructor, MethodHandle[] accessors, Codec<Object>[] components) {
    this.constructor = constructor;
    this.accessors = accessors;
    this.components = components;
  }

  @SuppressWarnings("unchecked")
  static RecordCodec of(Class<?> type) {
    RecordComponent[] parts = type.getRecordComponents();
    Class<?>[] types = new Class<?>[parts.length];
    MethodHandle[] accessors = new MethodHandle[parts.length];
    Codec<Object>[] components = new Codec[parts.length];
    try {
      MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
      for (int i = 0; i < parts.length; i++) {
        types[i] = parts[i].getType();
        accessors[i] =
            lookup
                .unreflect(parts[i].getAccessor())
                .asType(MethodType.methodType(Object.class, Object.class));
        components[i] = (Codec<Object>) Codecs.find(parts[i].getGenericType());
      }
      MethodHandle constructor =
          lookup.findConstructor(type, MethodType.methodType(void.class, types));
      return new RecordCodec(
          constructor
              .asSpreader(Object[].class, parts.length)
              .asType(MethodType.methodType(Object.class, Object[].class)),
          accessors,
          components);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("cannot read the components of " + type.getName(), e);
    }
  }

  @Override
  public void write(Object value, ByteOutput out) throws IOException {
    for (int i = 0; i < components.length; i++) {
      components[i].write(component(i, value), out);
    }
  }

  @Override
  public Object read(ByteInput in) throws IOException {
    Object[] values = new Object[components.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = components[i].read(in);
    }
    try {
      return constructor.invokeExact(values);
    } catch (Throwable e) {
      throw sneaky(e);
    }
  }

  private Object component(int i, Object value) {
    try {
      return accessors[i].invokeExact(value);
    } catch (Throwable e) {
      throw sneaky(e);
    }
  }

  /** A record's accessor or constructor throws no checked exception. */
  private static RuntimeException sneaky(Throwable e) {
    if (e instanceof Error error) {
      throw error;
    }
    return e instanceof RuntimeException runtime ? runtime : new IllegalStateException(e);
  }
}
