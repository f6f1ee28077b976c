package prefmill.transforms.grouping;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.coders.Coder;

/** Records of many partitions, encoded one behind the other. */
final class Packer {
  private final int bits;
  private final ByteArrayOutputStream[] packs;
  private final ByteArrayOutputStream key = new ByteArrayOutputStream();

  Packer(int bits) {
    this.bits = bits;
    this.packs = new ByteArrayOutputStream[1 << bits];
  }

  /** Adds a record; the result is its partition, which the key's bytes decide. */
  <K, V> int add(Coder<K> keys, K k, Coder<V> values, V value) throws IOException {
    key.reset();
    keys.encode(k, key);
    byte[] bytes = key.toByteArray();
    int partition = partition(bytes);
    ByteArrayOutputStream pack = packs[partition];
    if (pack == null) {
      pack = new ByteArrayOutputStream();
      packs[partition] = pack;
    }
    pack.writeBytes(bytes);
    values.encode(value, pack);
    return partition;
  }

  int size(int partition) {
    return packs[partition] == null ? 0 : packs[partition].size();
  }

  /** The pack of a partition, which is empty afterwards. */
  byte[] take(int partition) {
    byte[] pack = packs[partition].toByteArray();
    packs[partition].reset();
    return pack;
  }

  /** Adds a pack's records to their groups. */
  static <K, V> void read(byte[] pack, Coder<K> keys, Coder<V> values, Map<K, List<V>> groups)
      throws IOException {
    ByteArrayInputStream bytes = new ByteArrayInputStream(pack);
    while (bytes.available() > 0) {
      K k = keys.decode(bytes);
      groups.computeIfAbsent(k, any -> new ArrayList<>(2)).add(values.decode(bytes));
    }
  }

  private int partition(byte[] bytes) {
    long hash = 0xcbf29ce484222325L;
    for (byte b : bytes) {
      hash = (hash ^ b) * 0x100000001b3L;
    }
    // FNV-1a leaves little in its highest bits for short keys: fold, then take the low ones of a
    // product
    long mixed = (hash ^ (hash >>> 32)) * 0x9e3779b97f4a7c15L;
    return bits == 0 ? 0 : (int) (mixed >>> (64 - bits));
  }
}
