package prefmill.pipelines.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.util.CoderUtils;
import prefmill.datasets.objects.Durable;
import prefmill.datasets.objects.Places;
import prefmill.transforms.coders.RecordCoder;
import prefmill.transforms.figures.DayFigures;

/** Puts each day's figures into a file of a folder that the driver looks into. */
final class HandOver extends DoFn<DayFigures, Void> {
  private static final String SUFFIX = ".day";
  private static final RecordCoder<DayFigures> CODER = RecordCoder.of(DayFigures.class);

  private final String folder;

  HandOver(String folder) {
    this.folder = folder;
  }

  @ProcessElement
  public void write(@Element DayFigures day) throws IOException {
    Path place = Files.createDirectories(Places.of(folder));
    byte[] bytes = CoderUtils.encodeToByteArray(CODER, day);
    Durable.replace(place.resolve(UUID.randomUUID() + SUFFIX), bytes);
  }

  /** Takes the days that are there out of the folder: of each the newest, by day. */
  static Collection<DayFigures> take(Path folder) throws IOException {
    TreeMap<Long, DayFigures> newest = new TreeMap<>();
    for (Path file : files(folder)) {
      DayFigures day = CoderUtils.decodeFromByteArray(CODER, Files.readAllBytes(file));
      newest.merge(day.epochDay(), day, (a, b) -> b.events() > a.events() ? b : a);
      Files.delete(file);
    }
    return newest.values();
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(SUFFIX)).toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }
}
