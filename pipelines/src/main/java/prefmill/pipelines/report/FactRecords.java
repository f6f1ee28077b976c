package prefmill.pipelines.report;

import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hashing;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import prefmill.pipelines.log.LogRecords;
import prefmill.pipelines.log.LogSchema;
import prefmill.transforms.figures.FeedbackFact;
import prefmill.transforms.figures.FigureLabels;
import prefmill.transforms.keys.CanonicalText;
import prefmill.transforms.keys.Id;

/** Facts from records of a segment. */
final class FactRecords {
  /** The columns that are read; of the texts the answer alone, which stands for the message. */
  static final Schema COLUMNS =
      columns(
          "event",
          "content",
          "event_id",
          "created_at",
          "person",
          "message",
          "consent",
          "synthetic",
          "context",
          "response",
          "signals",
          "subject",
          "action",
          "model",
          "adapter",
          "organization");

  private final boolean consentRequired;

  FactRecords(boolean consentRequired) {
    this.consentRequired = consentRequired;
  }

  /** What an event says; empty if its person does not want it used, or if no person said it. */
  Optional<FeedbackFact> fact(GenericRecord event) {
    Boolean consent = (Boolean) event.get("consent");
    boolean refused = Boolean.FALSE.equals(consent) || (consentRequired && consent == null);
    if (refused || (Boolean) event.get("synthetic")) {
      return Optional.empty();
    }
    return Optional.of(
        FeedbackFact.of(
            LogRecords.id(event, "event"),
            LogRecords.id(event, "content"),
            text(event, "event_id"),
            (Long) event.get("created_at"),
            LogRecords.id(event, "person"),
            message(event),
            LogRecords.signals(event),
            FigureLabels.of(
                text(event, "subject"),
                text(event, "action"),
                text(event, "model"),
                text(event, "adapter"),
                text(event, "organization"))));
  }

  private static Id message(GenericRecord event) {
    Id message = LogRecords.id(event, "message");
    String response = text(event, "response");
    if (message.isPresent()) {
      return message;
    }
    if (response == null) {
      return LogRecords.id(event, "event");
    }
    String answer = LogRecords.id(event, "context").hex() + CanonicalText.of(response);
    HashValue128 hash = Hashing.murmur3_128().hashCharsTo128Bits(answer);
    return new Id(hash.getMostSignificantBits(), hash.getLeastSignificantBits());
  }

  private static String text(GenericRecord event, String column) {
    Object value = event.get(column);
    return value == null ? null : value.toString();
  }

  private static Schema columns(String... names) {
    List<String> wanted = List.of(names);
    Schema whole = LogSchema.EVENT;
    return Schema.createRecord(
        whole.getName(),
        null,
        whole.getNamespace(),
        false,
        whole.getFields().stream()
            .filter(field -> wanted.contains(field.name()))
            .map(field -> new Schema.Field(field, field.schema()))
            .toList());
  }
}
