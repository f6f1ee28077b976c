package prefmill.cluster;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.TimeUnit;
import prefmill.runners.project.OpenRegistry;
import prefmill.trainers.registry.figures.FigureRow;
import prefmill.trainers.registry.figures.FigureRows;

/** The figures in a project's registry while a command writes them. */
final class LiveFigures implements AutoCloseable {
  private static final LocalDate EVER = LocalDate.parse("2000-01-01");

  private final OpenRegistry registry;
  private final Process writer;

  private LiveFigures(OpenRegistry registry, Process writer) {
    this.registry = registry;
    this.writer = writer;
  }

  static LiveFigures of(Shop shop, Process writer) throws Exception {
    return new LiveFigures(OpenRegistry.of(shop.project()), writer);
  }

  /** Waits until so many events at least are counted. */
  void await(long events) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
    while (counted() < events) {
      assertThat("the report goes on", writer.isAlive(), is(true));
      assertThat("in time", System.nanoTime() < deadline, is(true));
      Thread.sleep(200);
    }
  }

  List<FigureRow> rows() {
    return FigureRows.of(registry.registry()).since("test", EVER);
  }

  void clear() {
    registry
        .registry()
        .jdbi()
        .useHandle(handle -> handle.execute("delete from prefmill.feedback_figures"));
  }

  private long counted() {
    return rows().stream()
        .filter(row -> row.dimension().equals("all"))
        .mapToLong(FigureRow::events)
        .sum();
  }

  @Override
  public void close() throws IOException {
    writer.destroyForcibly();
    registry.close();
  }
}
