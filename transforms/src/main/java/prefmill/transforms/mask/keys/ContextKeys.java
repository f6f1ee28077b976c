package prefmill.transforms.mask.keys;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import prefmill.transforms.event.Exchange;
import prefmill.transforms.event.Message;
import prefmill.transforms.keys.Id;
import prefmill.transforms.keys.KeyedHash;
import prefmill.transforms.words.BoundedSearch;

/**
 * Tells contexts apart: by all that the model saw before the answer.
 *
 * <p>Differences that mean nothing do not count: Unicode form, line ends, blanks around a text, the
 * order of JSON keys, and what the policy names volatile.
 */
public final class ContextKeys {
  private final KeyedHash hash;
  private final List<Pattern> volatileSpans;

  private ContextKeys(KeyedHash hash, List<Pattern> volatileSpans) {
    this.hash = hash;
    this.volatileSpans = volatileSpans;
  }

  /** Keys under one hash, without what these regular expressions match. */
  public static ContextKeys of(KeyedHash hash, List<String> volatileSpans) {
    return new ContextKeys(hash, volatileSpans.stream().map(Pattern::compile).toList());
  }

  /** The key of a masked exchange that has a prompt. */
  public Id context(Exchange exchange) {
    List<String> parts = new ArrayList<>();
    parts.add(absentIfEmpty(text(exchange.system())));
    parts.add(absentIfEmpty(json(exchange.tools())));
    parts.add(Integer.toString(exchange.history().size()));
    for (Message message : exchange.history()) {
      parts.add(message.role());
      parts.add(text(message.content()));
    }
    parts.add(Integer.toString(exchange.documents().size()));
    for (String document : exchange.documents()) {
      parts.add(json(document));
    }
    parts.add(text(exchange.prompt()));
    return hash.id("context", parts.toArray(new String[0]));
  }

  /** The place in the log: what a context's prompt alone decides. */
  public long bucket(Exchange exchange) {
    return hash.id("bucket", text(exchange.prompt())).hi();
  }

  private static String absentIfEmpty(String text) {
    return text == null || text.isEmpty() ? null : text;
  }

  private String json(String text) {
    return text == null ? null : text(CanonicalJson.of(text));
  }

  private String text(String text) {
    if (text == null) {
      return null;
    }
    String canonical = CanonicalText.of(text);
    if (volatileSpans.isEmpty()) {
      return canonical;
    }
    for (Pattern span : volatileSpans) {
      canonical = BoundedSearch.cut(span, canonical);
    }
    return canonical.strip();
  }
}
