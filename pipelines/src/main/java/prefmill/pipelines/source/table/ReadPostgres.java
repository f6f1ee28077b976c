package prefmill.pipelines.source.table;

import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.apache.beam.sdk.io.jdbc.JdbcIO;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import prefmill.pipelines.source.database.Database;
import prefmill.pipelines.source.database.ExportedSnapshot;
import prefmill.pipelines.source.database.SnapshotSource;
import prefmill.transforms.coders.RecordCoder;
import prefmill.transforms.parse.RawRecord;

/**
 * Reads rows of Postgres tables as JSON objects: ranges of each table in parallel, all in one
 * snapshot, with cursors that fetch {@value #FETCH_SIZE} rows at a time. No row above 4 MiB leaves
 * the database. It gives the same rows each time it is run, for as long as the snapshot is held.
 */
public final class ReadPostgres extends PTransform<PBegin, PCollection<RawRecord>> {
  static final int FETCH_SIZE = 1_000;

  private static final long serialVersionUID = 1L;

  private final Database database;
  private final ExportedSnapshot snapshot;
  private final List<TableRead> reads;

  private ReadPostgres(Database database, ExportedSnapshot snapshot, List<TableRead> reads) {
    this.database = database;
    this.snapshot = snapshot;
    this.reads = List.copyOf(reads);
  }

  /** Runs these statements in a snapshot. */
  static ReadPostgres of(Database database, ExportedSnapshot snapshot, List<TableRead> reads) {
    return new ReadPostgres(database, snapshot, reads);
  }

  @Override
  public PCollection<RawRecord> expand(PBegin begin) {
    RecordCoder<RawRecord> coder = RecordCoder.of(RawRecord.class);
    if (reads.isEmpty()) {
      return begin.apply("NoTable", Create.empty(coder));
    }
    boolean isDirect =
        begin.getPipeline().getOptions().getRunner().getSimpleName().equals("DirectRunner");
    PCollectionList<RawRecord> tables = PCollectionList.empty(begin.getPipeline());
    for (TableRead read : reads) {
      tables =
          tables.and(
              begin
                  .apply(
                      "Ranges of " + read.table(),
                      Create.of(read.runs()).withCoder(RecordCoder.of(TableRead.Parameters.class)))
                  .apply("SpreadRanges " + read.table(), Reshuffle.viaRandomKey())
                  .apply("Read " + read.table(), rows(read, isDirect)));
    }
    return tables.apply("AllTables", Flatten.pCollections()).setCoder(coder);
  }

  private JdbcIO.ReadAll<TableRead.Parameters, RawRecord> rows(TableRead read, boolean isDirect) {
    Database from = database;
    ExportedSnapshot in = snapshot;
    return JdbcIO.<TableRead.Parameters, RawRecord>readAll()
        .withDataSourceProviderFn(unused -> SnapshotSource.of(from, in))
        .withQuery(read.query())
        .withParameterSetter(ReadPostgres::set)
        .withFetchSize(FETCH_SIZE)
        // the direct runner makes a bundle of every row that is spread
        .withOutputParallelization(!read.isCut() && !isDirect)
        .withRowMapper(mapper(database.source().name(), read.table()))
        .withCoder(RecordCoder.of(RawRecord.class));
  }

  private static void set(TableRead.Parameters parameters, PreparedStatement statement)
      throws SQLException {
    for (int i = 0; i < parameters.values().size(); i++) {
      statement.setString(i + 1, parameters.values().get(i));
    }
  }

  private static JdbcIO.RowMapper<RawRecord> mapper(String source, String table) {
    return row -> record(source, table, row);
  }

  private static RawRecord record(String source, String table, ResultSet row) throws SQLException {
    String json = row.getString(1);
    if (json == null) {
      return new RawRecord(source, table, 0, 0, row.getLong(2), row.getBytes(3));
    }
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    return new RawRecord(source, table, 0, 0, bytes.length, bytes);
  }
}
