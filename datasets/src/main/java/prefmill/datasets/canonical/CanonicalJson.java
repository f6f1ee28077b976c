package prefmill.datasets.canonical;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.NumberOutput;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;

/**
 * Writes one JSON object to the same bytes wherever it is written.
 *
 * <p>UTF-8, no blanks, fields in the order given, absent written as null. Only the quotation mark,
 * the backslash and characters below U+0020 are escaped; numbers with a fraction are the shortest
 * decimal that reads back as the same double, without exponent, with at least one digit on each
 * side of the point.
 */
final class CanonicalJson {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8).build();
  private static final double MILLION = 1e6;

  /** Writes the fields of an object. */
  interface Fields {
    void write(JsonGenerator json) throws IOException;
  }

  private CanonicalJson() {}

  static byte[] object(Fields fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      json.writeStartObject();
      fields.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a text that is not valid Unicode cannot be written", e);
    }
    return bytes.toByteArray();
  }

  static void texts(JsonGenerator json, String field, List<String> texts) throws IOException {
    json.writeArrayFieldStart(field);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }

  static void decimal(JsonGenerator json, String field, Double number) throws IOException {
    json.writeFieldName(field);
    if (number == null) {
      json.writeNull();
    } else {
      json.writeNumber(decimal(number));
    }
  }

  static String decimal(double number) {
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      throw new IllegalArgumentException(number + " is no number that JSON can hold");
    }
    long millionths = Math.round(number * MILLION);
    if (Math.abs(millionths) < 1_000_000_000_000_000L && millionths / MILLION == number) {
      return ofMillionths(millionths);
    }
    String plain =
        new BigDecimal(NumberOutput.toString(number, true)).stripTrailingZeros().toPlainString();
    return plain.indexOf('.') < 0 ? plain + ".0" : plain;
  }

  private static String ofMillionths(long millionths) {
    StringBuilder text = new StringBuilder(12);
    if (millionths < 0) {
      text.append('-');
    }
    long whole = Math.abs(millionths);
    text.append(whole / 1_000_000).append('.');
    String fraction = Long.toString(1_000_000 + whole % 1_000_000);
    int end = fraction.length();
    while (end > 2 && fraction.charAt(end - 1) == '0') {
      end--;
    }
    return text.append(fraction, 1, end).toString();
  }
}
