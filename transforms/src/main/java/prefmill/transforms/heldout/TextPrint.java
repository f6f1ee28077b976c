package prefmill.transforms.heldout;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import prefmill.transforms.neardup.Sketcher;

/**
 * What tells whether two texts may be near-copies, without the texts.
 *
 * @param set a hash of the text's shingles: equal sets of shingles have equal hashes
 * @param sketch MinHash of the shingles, 112 bytes
 */
// plain bytes: a wrapper would double the objects of a row
@SuppressWarnings("ArrayRecordComponent")
public record TextPrint(long set, byte[] sketch) {
  private static final Hasher64 HASHER = Hashing.wyhashFinal4(0x736574L);

  /** The print of a text. */
  public static TextPrint of(String text, Sketcher sketcher) {
    long[] shingles = sketcher.shingles(text);
    long set = HASHER.hashToLong(shingles, (s, sink) -> sink.putLongArray(s));
    return new TextPrint(set, sketcher.turn(text));
  }
}
