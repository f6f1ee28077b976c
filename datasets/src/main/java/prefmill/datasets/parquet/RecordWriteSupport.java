package prefmill.datasets.parquet;

import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;

/** Writes records column by column, without a generic record in between. */
final class RecordWriteSupport<T> extends WriteSupport<T> {
  private final MessageType schema;
  private final BiConsumer<ColumnWriter, T> columns;
  private ColumnWriter out;

  RecordWriteSupport(MessageType schema, BiConsumer<ColumnWriter, T> columns) {
    this.schema = schema;
    this.columns = columns;
  }

  @Override
  public WriteContext init(Configuration configuration) {
    return new WriteContext(schema, Map.of());
  }

  @Override
  public WriteContext init(ParquetConfiguration configuration) {
    return new WriteContext(schema, Map.of());
  }

  @Override
  public void prepareForWrite(RecordConsumer consumer) {
    out = new ColumnWriter(consumer, schema);
  }

  @Override
  public void write(T record) {
    out.start();
    columns.accept(out, record);
    out.end();
  }
}
