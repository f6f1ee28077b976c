package prefmill.transforms.grouping;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.IterableCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;

/**
 * Groups values by key as GroupByKey does, in batch, at a fraction of the cost for small records.
 *
 * <p>A runner's cost is by record: it wraps, copies and compares each one (some 10 us on Flink,
 * milliseconds a key on the direct runner). Here records travel in packs, one stream of packs for
 * each of 2^bits partitions, and are grouped in the worker's memory: a partition must fit there.
 * Values of a key come in no order and may be read often. Keys must have equals, and a
 * deterministic coder.
 */
public final class GroupPacked<K, V>
    extends PTransform<PCollection<KV<K, V>>, PCollection<KV<K, Iterable<V>>>> {
  private static final int PACK_BYTES = 1 << 15;

  private final int bits;
  private final boolean shared;

  private GroupPacked(int bits, boolean shared) {
    this.bits = bits;
    this.shared = shared;
  }

  /** Groups within 2^bits partitions. */
  public static <K, V> GroupPacked<K, V> within(int bits) {
    return new GroupPacked<>(bits, false);
  }

  /**
   * The same for who wants only keys with several values: most of those with one are passed over
   * without decoding them.
   */
  public static <K, V> GroupPacked<K, V> sharedWithin(int bits) {
    return new GroupPacked<>(bits, true);
  }

  @Override
  public PCollection<KV<K, Iterable<V>>> expand(PCollection<KV<K, V>> records) {
    KvCoder<K, V> coder = (KvCoder<K, V>) records.getCoder();
    Coder<K> keys = coder.getKeyCoder();
    Coder<V> values = coder.getValueCoder();
    return records
        .apply("Pack", ParDo.of(new Pack<>(keys, values, bits)))
        .setCoder(KvCoder.of(VarIntCoder.of(), ByteArrayCoder.of()))
        .apply("GroupPacks", GroupByKey.create())
        .apply("Unpack", ParDo.of(new Unpack<>(keys, values, shared)))
        .setCoder(KvCoder.of(keys, IterableCoder.of(values)));
  }

  private static final class Pack<K, V> extends DoFn<KV<K, V>, KV<Integer, byte[]>> {
    private final Coder<K> keys;
    private final Coder<V> values;
    private final int bits;
    private transient Packer packer;

    Pack(Coder<K> keys, Coder<V> values, int bits) {
      this.keys = keys;
      this.values = values;
      this.bits = bits;
    }

    @StartBundle
    public void start() {
      packer = new Packer(bits);
    }

    @ProcessElement
    public void pack(@Element KV<K, V> record, OutputReceiver<KV<Integer, byte[]>> out)
        throws Exception {
      int partition = packer.add(keys, record.getKey(), values, record.getValue());
      if (packer.size(partition) >= PACK_BYTES) {
        out.output(KV.of(partition, packer.take(partition)));
      }
    }

    @FinishBundle
    public void finish(FinishBundleContext context) {
      for (int partition = 0; partition < 1 << bits; partition++) {
        if (packer.size(partition) > 0) {
          context.output(
              KV.of(partition, packer.take(partition)),
              GlobalWindow.INSTANCE.maxTimestamp(),
              GlobalWindow.INSTANCE);
        }
      }
    }
  }

  private static final class Unpack<K, V>
      extends DoFn<KV<Integer, Iterable<byte[]>>, KV<K, Iterable<V>>> {
    private final Coder<K> keys;
    private final Coder<V> values;
    private final boolean shared;

    Unpack(Coder<K> keys, Coder<V> values, boolean shared) {
      this.keys = keys;
      this.values = values;
      this.shared = shared;
    }

    @ProcessElement
    public void unpack(
        @Element KV<Integer, Iterable<byte[]>> partition, OutputReceiver<KV<K, Iterable<V>>> out)
        throws Exception {
      Map<K, List<V>> groups = new LinkedHashMap<>();
      Iterable<byte[]> packs = partition.getValue();
      LongPredicate wanted = hash -> true;
      if (shared) {
        List<byte[]> held = new ArrayList<>();
        packs.forEach(held::add);
        packs = held;
        wanted = Packer.shared(held);
      }
      for (byte[] pack : packs) {
        Packer.read(pack, keys, values, groups, wanted);
      }
      groups.forEach((key, group) -> out.output(KV.of(key, group)));
    }
  }
}
