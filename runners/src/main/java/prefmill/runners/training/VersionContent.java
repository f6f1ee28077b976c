package prefmill.runners.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import prefmill.datasets.read.VersionReader;
import prefmill.datasets.rows.ChatMessage;
import prefmill.datasets.rows.PreferenceRow;
import prefmill.datasets.rows.Split;
import prefmill.pipelines.lineage.UsedEvents;
import prefmill.trainers.registry.content.FeedbackContent;
import prefmill.trainers.registry.content.NewestContent;
import prefmill.trainers.registry.content.PairContent;
import prefmill.transforms.event.FeedbackEvent;
import prefmill.transforms.event.MaskedEvent;
import prefmill.transforms.event.Signal;
import prefmill.transforms.keys.Id;
import prefmill.transforms.mask.Placeholders;

/** What a version holds, in the form in which the registry shows it to SQL. */
final class VersionContent implements NewestContent.Content {
  private final VersionReader version;
  private final UsedEvents used;

  VersionContent(VersionReader version, UsedEvents used) {
    this.version = version;
    this.used = used;
  }

  @Override
  public void write(
      NewestContent.Sink<PairContent> pairs, NewestContent.Sink<FeedbackContent> feedback) {
    for (Split split : Split.values()) {
      try (Stream<PreferenceRow> rows = version.preferences(split)) {
        rows.map(VersionContent::pair).forEach(pairs::add);
      }
    }
    try {
      used.each(event -> event.body().signals().forEach(s -> feedback.add(said(event, s))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static PairContent pair(PreferenceRow row) {
    return new PairContent(
        row.rowId(),
        last(row.prompt()),
        last(row.chosen()),
        last(row.rejected()),
        row.strength(),
        List.of(),
        row.evidence());
  }

  private static String last(List<ChatMessage> messages) {
    return messages.get(messages.size() - 1).content();
  }

  /** Placeholders are numbered within the row, as in published rows. */
  private static FeedbackContent said(MaskedEvent event, Signal signal) {
    String query = event.body().exchange().prompt();
    String response = response(event, signal);
    String value = value(signal);
    String organization = event.body().organization();
    List<String> others =
        Stream.of(response, value, organization).filter(text -> text != null).toList();
    Placeholders names = Placeholders.of(List.of(query), others);
    Id conversation = event.keys().conversation();
    return new FeedbackContent(
        event.keys().eventId(),
        conversation.isPresent() ? conversation.hex() : null,
        names.apply(query),
        response == null ? null : names.apply(response),
        signal.getClass().getSimpleName().toLowerCase(Locale.ROOT),
        names.apply(value),
        organization == null ? null : names.apply(organization),
        time(event.keys().createdAt()));
  }

  private static String response(MaskedEvent event, Signal signal) {
    if (signal instanceof Signal.Choice choice) {
      return choice.winner() < 0 ? null : choice.candidates().get(choice.winner()).response();
    }
    return event.body().exchange().response();
  }

  private static String value(Signal signal) {
    if (signal instanceof Signal.Thumb thumb) {
      return thumb.value().name().toLowerCase(Locale.ROOT);
    } else if (signal instanceof Signal.Rating rating) {
      return rating.value() + " of " + rating.min() + " to " + rating.max();
    } else if (signal instanceof Signal.Correction correction) {
      return correction.text();
    } else if (signal instanceof Signal.Choice choice) {
      return switch (choice.winner()) {
        case Signal.Choice.BOTH_BAD -> "both_bad";
        case Signal.Choice.TIE -> "tie";
        default -> "candidate " + choice.winner();
      };
    } else if (signal instanceof Signal.Review review) {
      return review.decision().name().toLowerCase(Locale.ROOT);
    }
    return "retraction";
  }

  private static Instant time(long micros) {
    return micros == FeedbackEvent.NO_TIME ? null : Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
