package prefmill.pipelines.stream;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import prefmill.pipelines.log.EventLog;
import prefmill.pipelines.log.LogManifest;

/** Enters what a stream's workers landed into the event log, with the offsets it goes up to. */
final class StreamLanding {
  private final EventLog log;
  private final StreamPlan plan;
  private final String keyId;
  private final Map<String, Map<String, Long>> reached = new TreeMap<>();

  StreamLanding(EventLog log, StreamPlan plan, String keyId) {
    this.log = log;
    this.plan = plan;
    this.keyId = keyId;
    plan.sources().forEach(source -> reached.put(source.name(), new TreeMap<>(source.starts())));
  }

  /** Enters the receipts that are there as one entry; gives the number of events. */
  long enter() throws IOException {
    List<Path> files = StreamReceipt.list(StreamReceipt.folder(log.folder(), plan.run()));
    if (files.isEmpty()) {
      return 0;
    }
    List<StreamReceipt> receipts = new ArrayList<>();
    for (Path file : files) {
      receipts.add(StreamReceipt.read(file));
    }
    LogManifest entry =
        log.append(
            new LogManifest(
                LogManifest.FORMAT,
                0,
                plan.run(),
                keyId,
                receipts.stream().mapToLong(StreamReceipt::bytes).sum(),
                receipts.stream().map(StreamReceipt::segment).filter(Objects::nonNull).toList(),
                receipts.stream().map(StreamReceipt::deadLetters).filter(Objects::nonNull).toList(),
                positions(receipts),
                null));
    for (Path file : files) {
      Files.delete(file);
    }
    return entry.rows();
  }

  /** After a restart a worker lands again what it had landed: no position goes back. */
  private Map<String, Map<String, String>> positions(List<StreamReceipt> receipts) {
    for (StreamReceipt receipt : receipts) {
      receipt.next().forEach((p, n) -> reached.get(receipt.source()).merge(p, n, Math::max));
    }
    Map<String, Map<String, String>> positions = new TreeMap<>();
    for (StreamSource source : plan.sources()) {
      Map<String, String> each = new TreeMap<>();
      reached.get(source.name()).forEach((p, next) -> each.put(p, source.position(next)));
      positions.put(source.name(), each);
    }
    return positions;
  }
}
