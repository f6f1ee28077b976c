package prefmill.pipelines.log.compact;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.values.TypeDescriptors;
import prefmill.pipelines.ingest.LandEvents;
import prefmill.pipelines.ingest.LandingReceipt;
import prefmill.pipelines.log.Segment;
import prefmill.pipelines.receipts.WriteReceipts;

/** From small segments to segments of a stretch of buckets each, event by event. */
public final class CompactSegments {
  private CompactSegments() {}

  /**
   * Adds the compaction to a pipeline.
   *
   * @param run the run's id, below which it lands
   * @param bits lands in two to the power of bits segments
   */
  public static void compose(
      Pipeline pipeline,
      Path logFolder,
      List<Segment> segments,
      String run,
      int bits,
      Path receipts) {
    pipeline
        .apply("ReadEvents", ReadEvents.from(logFolder, segments))
        .apply("LandEvents", LandEvents.into(logFolder, run, bits))
        .apply(
            "SegmentReceipts", MapElements.into(TypeDescriptors.strings()).via(LandingReceipt::of))
        .apply("WriteReceipts", WriteReceipts.to(receipts));
  }

  /** What a finished run landed. */
  public static List<Segment> landed(Path receipts) throws IOException {
    List<Segment> segments = new ArrayList<>();
    for (String line : WriteReceipts.read(receipts)) {
      segments.add(LandingReceipt.read(line).segment());
    }
    return segments;
  }
}
