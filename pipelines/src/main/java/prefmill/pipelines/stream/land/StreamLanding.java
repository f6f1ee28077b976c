package prefmill.pipelines.stream.land;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import prefmill.datasets.objects.Durable;
import prefmill.pipelines.log.EventLog;
import prefmill.pipelines.log.LogManifest;
import prefmill.pipelines.log.key.LogKey;
import prefmill.pipelines.source.SilentBrokers;
import prefmill.pipelines.source.dead.DeadLetterTopics;
import prefmill.pipelines.source.topic.TopicGap;
import prefmill.pipelines.source.topic.TopicPosition;
import prefmill.pipelines.source.topic.TopicState;
import prefmill.pipelines.stream.watch.StreamFigures;

/** Enters what a stream's workers landed into the event log, with the offsets it goes up to. */
public final class StreamLanding {
  private final EventLog log;
  private final StreamPlan plan;
  private final String keyId;
  private final Map<String, Map<String, Long>> reached = new TreeMap<>();
  private final DeadLetterTopics deadLetters;
  private final ForgottenMeanwhile forgotten;
  private long seen;
  private long events;
  private long dead;
  private long bytes;
  private long segments;
  private Instant lastEntry = Instant.now();

  /**
   * The landing of a stream.
   *
   * @param entries the log's entries when the stream was planned
   */
  public StreamLanding(EventLog log, StreamPlan plan, String keyId, List<LogManifest> entries) {
    this.log = log;
    this.plan = plan;
    this.keyId = keyId;
    this.forgotten = new ForgottenMeanwhile(log, keyId);
    this.seen = entries.isEmpty() ? 0 : entries.get(entries.size() - 1).number();
    this.segments = entries.stream().mapToLong(entry -> entry.segments().size()).sum();
    this.deadLetters =
        DeadLetterTopics.of(plan.sources().stream().map(StreamSource::access).toList());
    plan.sources().forEach(source -> reached.put(source.name(), new TreeMap<>(source.starts())));
  }

  /**
   * Enters the receipts that are there as one entry; gives the number of events. While the brokers
   * do not answer, nothing is entered.
   *
   * @throws prefmill.pipelines.source.SourceException if a topic was made anew; what landed is
   *     entered, but no position in that topic
   */
  public long enter() throws IOException {
    List<Path> files = StreamReceipt.list(StreamReceipt.folder(log.folder(), plan.run()));
    if (files.isEmpty()) {
      return 0;
    }
    List<StreamReceipt> receipts = new ArrayList<>();
    for (Path file : files) {
      receipts.add(StreamReceipt.read(file));
    }
    // asked after the receipts are there: what they hold was read before the answer
    Set<String> anew = new TreeSet<>();
    for (StreamSource source : plan.sources()) {
      Optional<String> id = TopicState.id(source.access());
      if (id.isEmpty()) {
        return 0;
      }
      if (!id.get().equals(source.topicId())) {
        anew.add(source.name());
      }
    }
    List<String> letters =
        receipts.stream().map(StreamReceipt::deadLetters).filter(Objects::nonNull).toList();
    LogKey.require(log, log.after(seen), keyId);
    if (anew.isEmpty()) {
      // before the log tells of them; of a topic that was made anew the offsets mean others
      try {
        deadLetters.copy(log.folder(), letters);
      } catch (SilentBrokers e) {
        return 0; // the receipts stay, and a second copy of a letter does no harm
      }
    }
    LogManifest entry =
        log.append(
            LogManifest.of(
                plan.run(),
                keyId,
                receipts.stream().mapToLong(StreamReceipt::bytes).sum(),
                receipts.stream().map(StreamReceipt::segment).filter(Objects::nonNull).toList(),
                letters,
                positions(receipts, anew)));
    forgotten.sweep();
    events += entry.rows();
    dead += receipts.stream().mapToLong(StreamReceipt::dead).sum();
    bytes += entry.inputBytes();
    segments += entry.segments().size();
    lastEntry = entry.landedAt();
    for (Path file : files) {
      Files.delete(file);
    }
    for (StreamSource source : plan.sources()) {
      if (anew.contains(source.name())) {
        throw TopicGap.anew(source.access().source());
      }
    }
    return entry.rows();
  }

  /** How far the log is past each source's partitions. */
  public Map<String, Map<String, Long>> reached() {
    return reached;
  }

  /** How the stream stands, but for what the topics have. */
  public StreamFigures figures(
      Instant now, boolean running, Map<String, Long> lag, Duration behind) {
    return new StreamFigures(now, running, events, dead, bytes, lastEntry, segments, lag, behind);
  }

  /** Forgets receipts that came too late to be entered: the log does not count on them. */
  public void close() throws IOException {
    Durable.deleteTree(StreamReceipt.folder(log.folder(), plan.run()));
  }

  /**
   * After a restart a worker lands again what it had landed, and a batch run may have read further:
   * no position goes back.
   */
  private Map<String, Map<String, String>> positions(List<StreamReceipt> receipts, Set<String> anew)
      throws IOException {
    for (LogManifest entry : log.after(seen)) {
      plan.sources().forEach(source -> follow(source, entry));
      seen = entry.number();
      segments += entry.run().equals(plan.run()) ? 0 : entry.segments().size();
    }
    for (StreamReceipt receipt : receipts) {
      receipt.next().forEach((p, n) -> reached.get(receipt.source()).merge(p, n, Math::max));
    }
    Map<String, Map<String, String>> positions = new TreeMap<>();
    for (StreamSource source : plan.sources()) {
      if (!anew.contains(source.name())) {
        Map<String, String> each = new TreeMap<>();
        reached.get(source.name()).forEach((p, next) -> each.put(p, source.position(next)));
        positions.put(source.name(), each);
      }
    }
    return positions;
  }

  private void follow(StreamSource source, LogManifest entry) {
    entry
        .positions()
        .getOrDefault(source.name(), Map.of())
        .forEach(
            (partition, json) -> {
              TopicPosition position = TopicPosition.parse(json);
              if (position.topicId().equals(source.topicId())) {
                reached.get(source.name()).merge(partition, position.next(), Math::max);
              }
            });
  }
}
