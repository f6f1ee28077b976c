package prefmill.datasets.parquet;

import java.util.List;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.GroupType;
import prefmill.datasets.rows.ChatMessage;

/** Hands the columns of one record to Parquet in the order of the schema, each exactly once. */
final class ColumnWriter {
  private static final String LIST = "list";
  private static final String ELEMENT = "element";

  private final RecordConsumer out;
  private final String[] names;
  private int next;

  ColumnWriter(RecordConsumer out, GroupType schema) {
    this.out = out;
    this.names = schema.getFields().stream().map(type -> type.getName()).toArray(String[]::new);
  }

  void start() {
    next = 0;
    out.startMessage();
  }

  void end() {
    if (next != names.length) {
      throw new IllegalStateException("column " + names[next] + " was not written");
    }
    out.endMessage();
  }

  ColumnWriter text(String value) {
    if (value != null) {
      begin();
      out.addBinary(Binary.fromString(value));
      finish();
    }
    next++;
    return this;
  }

  ColumnWriter number(Double value) {
    if (value != null) {
      begin();
      out.addDouble(value);
      finish();
    }
    next++;
    return this;
  }

  ColumnWriter count(int value) {
    begin();
    out.addInteger(value);
    finish();
    next++;
    return this;
  }

  ColumnWriter truth(boolean value) {
    begin();
    out.addBoolean(value);
    finish();
    next++;
    return this;
  }

  ColumnWriter texts(List<String> values) {
    begin();
    out.startGroup();
    if (!values.isEmpty()) {
      out.startField(LIST, 0);
      for (String value : values) {
        out.startGroup();
        leaf(ELEMENT, 0, value);
        out.endGroup();
      }
      out.endField(LIST, 0);
    }
    out.endGroup();
    finish();
    next++;
    return this;
  }

  ColumnWriter messages(List<ChatMessage> messages) {
    begin();
    out.startGroup();
    if (!messages.isEmpty()) {
      out.startField(LIST, 0);
      for (ChatMessage message : messages) {
        out.startGroup();
        out.startField(ELEMENT, 0);
        out.startGroup();
        leaf("role", 0, message.role());
        leaf("content", 1, message.content());
        out.endGroup();
        out.endField(ELEMENT, 0);
        out.endGroup();
      }
      out.endField(LIST, 0);
    }
    out.endGroup();
    finish();
    next++;
    return this;
  }

  private void leaf(String name, int index, String value) {
    out.startField(name, index);
    out.addBinary(Binary.fromString(value));
    out.endField(name, index);
  }

  private void begin() {
    out.startField(names[next], next);
  }

  private void finish() {
    out.endField(names[next], next);
  }
}
