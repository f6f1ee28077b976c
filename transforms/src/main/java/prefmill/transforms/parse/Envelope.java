package prefmill.transforms.parse;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import prefmill.transforms.event.FeedbackEvent;

/**
 * What a message of a topic carries beside its value.
 *
 * @param key its key as text; null without one, or if it is no UTF-8
 * @param headers its headers in their order; those that are no UTF-8 are left out
 * @param receivedAt when the broker took it, microseconds since 1970; {@link FeedbackEvent#NO_TIME}
 *     where the producer set the time
 */
public record Envelope(String key, List<Header> headers, long receivedAt) {
  public Envelope {
    headers = List.copyOf(headers);
  }

  /** One header. */
  public record Header(String name, String value) {
    /** Without values, see {@link FeedbackEvent#toString}. */
    @Override
    public String toString() {
      return "Header[not shown]";
    }
  }

  /** Without values, see {@link FeedbackEvent#toString}. */
  @Override
  public String toString() {
    return "Envelope[not shown]";
  }

  /** The headers by name; of several of one name the last, as Kafka's own clients read them. */
  public Map<String, String> headersByName() {
    Map<String, String> byName = new LinkedHashMap<>();
    headers.forEach(header -> byName.put(header.name(), header.value()));
    return byName;
  }
}
