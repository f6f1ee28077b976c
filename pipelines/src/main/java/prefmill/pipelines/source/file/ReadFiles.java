package prefmill.pipelines.source.file;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.util.List;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import prefmill.pipelines.source.SourceException;
import prefmill.transforms.coders.RecordCoder;
import prefmill.transforms.parse.RawRecord;

/**
 * Reads files of JSON records. Files of lines are cut into ranges that workers share; the records
 * and their positions are the same however they are cut. No record above 4 MiB is held in memory.
 */
public final class ReadFiles extends PTransform<PBegin, PCollection<RawRecord>> {
  /** The bytes of a range unless set otherwise. */
  public static final long DEFAULT_RANGE_SIZE = 16L << 20;

  private static final long serialVersionUID = 1L;

  private final List<FileRead> files;
  private final long rangeSize;

  private ReadFiles(List<FileRead> files, long rangeSize) {
    this.files = List.copyOf(files);
    this.rangeSize = rangeSize;
  }

  /** Reads these files. */
  public static ReadFiles of(List<FileRead> files) {
    return new ReadFiles(files, DEFAULT_RANGE_SIZE);
  }

  /** The same, cut into ranges of at least this many bytes. */
  public ReadFiles withRangeSize(long bytes) {
    return new ReadFiles(files, bytes);
  }

  @Override
  public PCollection<RawRecord> expand(PBegin begin) {
    return begin
        .apply("Files", Create.of(files).withCoder(RecordCoder.of(FileRead.class)))
        .apply("CutRanges", ParDo.of(new CutRanges(rangeSize)))
        .setCoder(RecordCoder.of(FileRange.class))
        .apply("SpreadRanges", Reshuffle.viaRandomKey())
        .apply("ReadRanges", ParDo.of(new ReadRange()))
        .setCoder(RecordCoder.of(RawRecord.class));
  }

  static final class CutRanges extends DoFn<FileRead, FileRange> {
    private static final long serialVersionUID = 1L;

    private final long rangeSize;

    CutRanges(long rangeSize) {
      this.rangeSize = rangeSize;
    }

    @ProcessElement
    public void cut(@Element FileRead read, OutputReceiver<FileRange> ranges) {
      try (FileChannel channel = RangeReader.open(read);
          InputStream in = Channels.newInputStream(channel)) {
        FileRanges.cut(read, in, rangeSize, ranges::output);
      } catch (IOException e) {
        throw unreadable(read, e);
      }
    }
  }

  static final class ReadRange extends DoFn<FileRange, RawRecord> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void read(@Element FileRange range, OutputReceiver<RawRecord> records) {
      try {
        RangeReader.read(range, records::output);
      } catch (IOException e) {
        throw unreadable(range.read(), e);
      }
    }
  }

  private static SourceException unreadable(FileRead read, IOException cause) {
    String why = cause instanceof EOFException ? "it ends too early" : cause.getMessage();
    return SourceException.of(
        read.source(),
        "the file "
            + read.file()
            + " cannot be read to its end ("
            + why
            + "); mend the file, or move it away",
        cause);
  }
}
