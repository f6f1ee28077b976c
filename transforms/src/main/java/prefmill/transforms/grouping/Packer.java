package prefmill.transforms.grouping;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import org.apache.beam.sdk.coders.Coder;

/**
 * Records of many partitions, encoded one behind the other: a hash of the key, the record's length,
 * key and value. What a reader does not want it passes over without decoding it.
 */
final class Packer {
  private static final int HEAD = Long.BYTES + Integer.BYTES;

  private final int bits;
  private final ByteArrayOutputStream[] packs;
  private final ByteArrayOutputStream record = new ByteArrayOutputStream();

  Packer(int bits) {
    this.bits = bits;
    this.packs = new ByteArrayOutputStream[1 << bits];
  }

  /** Adds a record; the result is its partition, which the key's bytes decide. */
  <K, V> int add(Coder<K> keys, K k, Coder<V> values, V value) throws IOException {
    record.reset();
    keys.encode(k, record);
    long hash = hash(record.toByteArray());
    values.encode(value, record);
    int partition = bits == 0 ? 0 : (int) (hash >>> (64 - bits));
    ByteArrayOutputStream pack = packs[partition];
    if (pack == null) {
      pack = new ByteArrayOutputStream();
      packs[partition] = pack;
    }
    pack.writeBytes(ByteBuffer.allocate(HEAD).putLong(hash).putInt(record.size()).array());
    record.writeTo(pack);
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

  /** Adds those of a pack's records to their groups of which the key's hash is wanted. */
  static <K, V> void read(
      byte[] pack, Coder<K> keys, Coder<V> values, Map<K, List<V>> groups, LongPredicate wanted)
      throws IOException {
    for (ByteBuffer at = ByteBuffer.wrap(pack); at.hasRemaining(); ) {
      boolean decode = wanted.test(at.getLong());
      int length = at.getInt();
      if (decode) {
        ByteArrayInputStream in = new ByteArrayInputStream(pack, at.position(), length);
        K k = keys.decode(in);
        groups.computeIfAbsent(k, any -> new ArrayList<>(2)).add(values.decode(in));
      }
      at.position(at.position() + length);
    }
  }

  /** Wants the keys that several records of the packs have, and few others. */
  static LongPredicate shared(List<byte[]> packs) {
    long[] shared = sharedHashes(packs);
    return hash -> Arrays.binarySearch(shared, hash) >= 0;
  }

  private static long[] sharedHashes(List<byte[]> packs) {
    long[] hashes = new long[1 << 10];
    int count = 0;
    for (byte[] pack : packs) {
      for (ByteBuffer at = ByteBuffer.wrap(pack); at.hasRemaining(); ) {
        if (count == hashes.length) {
          hashes = Arrays.copyOf(hashes, 2 * count);
        }
        hashes[count++] = at.getLong();
        int length = at.getInt();
        at.position(at.position() + length);
      }
    }
    Arrays.sort(hashes, 0, count);
    int shared = 0;
    for (int i = 1; i < count; i++) {
      if (hashes[i] == hashes[i - 1] && (shared == 0 || hashes[shared - 1] != hashes[i])) {
        hashes[shared++] = hashes[i];
      }
    }
    return Arrays.copyOf(hashes, shared);
  }

  private static long hash(byte[] key) {
    long hash = 0xcbf29ce484222325L;
    for (byte b : key) {
      hash = (hash ^ b) * 0x100000001b3L;
    }
    // FNV-1a leaves little in its highest bits for short keys: fold, then take the low ones of a
    // product
    return (hash ^ (hash >>> 32)) * 0x9e3779b97f4a7c15L;
  }
}
