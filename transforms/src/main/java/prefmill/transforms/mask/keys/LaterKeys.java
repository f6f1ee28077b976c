package prefmill.transforms.mask.keys;

import java.util.List;
import java.util.function.UnaryOperator;
import prefmill.transforms.event.MaskedEvent;
import prefmill.transforms.keys.EventKeys;
import prefmill.transforms.keys.Id;
import prefmill.transforms.keys.KeyedHash;
import prefmill.transforms.mask.text.PiiToken;

/**
 * Carries a masked event over to the masking keys that came after its own: its ids and tokens are
 * hashed again under one after the other, as nobody has the values that they were made of.
 *
 * <p>Equal ids and tokens stay equal, and others different. An event that lands later under all
 * keys gives the same. Not safe for use by several threads, because the hashes are not.
 */
public final class LaterKeys implements UnaryOperator<MaskedEvent> {
  private final List<KeyedHash> hashes;

  private LaterKeys(List<KeyedHash> hashes) {
    this.hashes = List.copyOf(hashes);
  }

  /** Those of some steps of a hash, in their order; of none, all stays as it is. */
  public static LaterKeys of(List<KeyedHash> steps) {
    return new LaterKeys(steps);
  }

  /** Whether there is none. */
  public boolean isEmpty() {
    return hashes.isEmpty();
  }

  @Override
  public MaskedEvent apply(MaskedEvent event) {
    return isEmpty()
        ? event
        : new MaskedEvent(keys(event.keys()), event.body().mapText(this::text));
  }

  /** An id under these keys. */
  public Id id(Id before) {
    Id id = before;
    for (KeyedHash hash : hashes) {
      id = hash.again(id);
    }
    return id;
  }

  private EventKeys keys(EventKeys k) {
    boolean listedByHash = k.eventId().equals(k.event().hex());
    Id event = id(k.event());
    return new EventKeys(
        k.source(),
        listedByHash ? event.hex() : k.eventId(),
        event,
        id(k.content()),
        id(k.person()),
        id(k.reviewed()),
        id(k.conversation()),
        id(k.message()),
        id(k.organization()),
        id(k.context()),
        bucket(k.bucket()),
        k.createdAt(),
        k.receivedAt(),
        k.curated(),
        k.dropped());
  }

  private long bucket(long before) {
    long bucket = before;
    for (KeyedHash hash : hashes) {
      bucket = hash.again(new Id(bucket, 1)).hi();
    }
    return bucket;
  }

  private String text(String text) {
    return PiiToken.replaceTokens(text, this::token);
  }

  private String token(String token) {
    int parting = token.indexOf(PiiToken.HASH);
    String type = token.substring(1, parting);
    long value = Long.parseUnsignedLong(token, parting + 1, token.length() - 1, 16);
    for (KeyedHash hash : hashes) {
      value = hash.again(new Id(value, 2)).hi();
    }
    return PiiToken.token(type, new Id(value, 0).hex());
  }
}
