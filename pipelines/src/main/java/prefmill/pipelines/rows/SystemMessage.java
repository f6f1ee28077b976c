package prefmill.pipelines.rows;

import java.util.ArrayList;
import java.util.List;
import prefmill.transforms.event.Exchange;

/**
 * The system message of a row: the system prompt, then the context documents under a fixed heading.
 */
final class SystemMessage {
  static final String HEADING = "Context documents:";

  private SystemMessage() {}

  /** Its text; empty if there is neither. */
  static String of(Exchange exchange) {
    List<String> parts = new ArrayList<>();
    if (exchange.system() != null && !exchange.system().isBlank()) {
      parts.add(exchange.system());
    }
    if (!exchange.documents().isEmpty()) {
      parts.add(HEADING);
      parts.addAll(exchange.documents());
    }
    return String.join("\n\n", parts);
  }
}
