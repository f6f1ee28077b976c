package prefmill.pipelines.source.table;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.beam.sdk.io.jdbc.JdbcIO;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import prefmill.transforms.coders.RecordCoder;
import prefmill.transforms.parse.RawRecord;

/**
 * Reads rows of Postgres tables as JSON objects, one statement a table, with a cursor that fetches
 * {@value #FETCH_SIZE} rows at a time. No row above 4 MiB leaves the database.
 */
public final class ReadPostgres extends PTransform<PBegin, PCollection<RawRecord>> {
  static final int FETCH_SIZE = 1_000;

  private static final long serialVersionUID = 1L;

  private final List<TableRead> reads;

  private ReadPostgres(List<TableRead> reads) {
    this.reads = List.copyOf(reads);
  }

  /** Runs these statements. */
  static ReadPostgres of(List<TableRead> reads) {
    return new ReadPostgres(reads);
  }

  @Override
  public PCollection<RawRecord> expand(PBegin begin) {
    RecordCoder<RawRecord> coder = RecordCoder.of(RawRecord.class);
    if (reads.isEmpty()) {
      return begin.apply("NoTable", Create.empty(coder));
    }
    PCollectionList<RawRecord> tables = PCollectionList.empty(begin.getPipeline());
    for (TableRead read : reads) {
      tables =
          tables.and(
              begin.apply("Read " + read.table(), jdbc(read, begin.getPipeline().getOptions())));
    }
    return tables.apply("AllTables", Flatten.pCollections()).setCoder(coder);
  }

  private static JdbcIO.Read<RawRecord> jdbc(TableRead read, PipelineOptions options) {
    JdbcIO.Read<RawRecord> rows =
        JdbcIO.<RawRecord>read()
            .withDataSourceConfiguration(configuration(read.database()))
            .withQuery(read.query())
            .withFetchSize(FETCH_SIZE)
            // the direct runner makes a bundle of every row that is spread
            .withOutputParallelization(!options.getRunner().getSimpleName().equals("DirectRunner"))
            .withRowMapper(mapper(read.database().source(), read.table()))
            .withCoder(RecordCoder.of(RawRecord.class));
    String since = read.since();
    return since == null
        ? rows
        : rows.withStatementPreparator(statement -> statement.setString(1, since));
  }

  private static JdbcIO.DataSourceConfiguration configuration(Database database) {
    JdbcIO.DataSourceConfiguration configuration =
        JdbcIO.DataSourceConfiguration.create("org.postgresql.Driver", database.url());
    if (database.user() != null) {
      configuration = configuration.withUsername(database.user());
    }
    return database.password() == null
        ? configuration
        : configuration.withPassword(database.password());
  }

  private static JdbcIO.RowMapper<RawRecord> mapper(String source, String table) {
    return row -> {
      String json = row.getString(1);
      return json == null
          ? new RawRecord(source, table, 0, 0, row.getLong(2), row.getBytes(3))
          : record(source, table, json.getBytes(StandardCharsets.UTF_8));
    };
  }

  private static RawRecord record(String source, String table, byte[] json) {
    return new RawRecord(source, table, 0, 0, json.length, json);
  }
}
