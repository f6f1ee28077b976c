package prefmill.transforms.mask.keys;

import java.util.function.UnaryOperator;
import prefmill.transforms.event.MaskedEvent;
import prefmill.transforms.keys.EventKeys;
import prefmill.transforms.keys.Id;
import prefmill.transforms.keys.KeyedHash;
import prefmill.transforms.mask.text.PiiToken;

/**
 * Carries a masked event over to the next masking key: its ids and tokens are hashed again, as
 * nobody has the values that they were made of.
 *
 * <p>Equal ids and tokens stay equal, and others different. An event that lands later under both
 * keys gives the same. Not safe for use by several threads, because the hash is not.
 */
public final class NextKey implements UnaryOperator<MaskedEvent> {
  private final KeyedHash hash;

  private NextKey(KeyedHash hash) {
    this.hash = hash;
  }

  /** To the last key of a hash, from the key before it. */
  public static NextKey of(KeyedHash hash) {
    return new NextKey(hash);
  }

  @Override
  public MaskedEvent apply(MaskedEvent event) {
    return new MaskedEvent(keys(event.keys()), event.body().mapText(this::text));
  }

  /** An id under the next key. */
  public Id id(Id before) {
    return hash.again(before);
  }

  private EventKeys keys(EventKeys k) {
    boolean listedByHash = k.eventId().equals(k.event().hex());
    Id event = hash.again(k.event());
    return new EventKeys(
        k.source(),
        listedByHash ? event.hex() : k.eventId(),
        event,
        hash.again(k.content()),
        hash.again(k.person()),
        hash.again(k.reviewed()),
        hash.again(k.conversation()),
        hash.again(k.message()),
        hash.again(k.organization()),
        hash.again(k.context()),
        hash.again(new Id(k.bucket(), 1)).hi(),
        k.createdAt(),
        k.receivedAt(),
        k.curated(),
        k.dropped());
  }

  /** A text with its tokens hashed again. */
  public String text(String text) {
    int open = text.indexOf(PiiToken.OPEN);
    int written = 0;
    StringBuilder out = null;
    while (open >= 0) {
      int end = PiiToken.endOfToken(text, open);
      if (end >= 0) {
        out = out == null ? new StringBuilder(text.length()) : out;
        out.append(text, written, open).append(token(text.substring(open, end)));
        written = end;
      }
      open = text.indexOf(PiiToken.OPEN, Math.max(open + 1, end));
    }
    return out == null ? text : out.append(text, written, text.length()).toString();
  }

  private String token(String token) {
    int parting = token.indexOf(PiiToken.HASH);
    String type = token.substring(1, parting);
    long before = Long.parseUnsignedLong(token, parting + 1, token.length() - 1, 16);
    return PiiToken.token(type, hash.again(new Id(before, 2)).hex());
  }
}
