package prefmill.runners.privacy.leaks;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Records that nothing can be made of, with canaries at the place that is wrong. */
final class BrokenRows {
  private static final int MEGABYTE = 1_000_000;

  private static final List<String> RECORDS =
      List.of(
          "{\"prompt\":\"write to «email»",
          "{\"prompt\":\"write to «u:email»\",\"comment\":\"«card",
          "{\"prompt\":\"p\",\"response\":\"«key»\",\"signal\":{\"kind\":\"thumb\",\"val",
          "{\"prompt\":\"«u:email» \\ud800\",\"response\":\"«card»\"}",
          "{\"prompt\":\"«email» \\u0000\",\"response\":\"«u:key»\"}",
          "{\"«email»\":1,\"«again»\":2}",
          "{\"prompt\":\"a\",\"user_email\":\"«email»\",\"prompt\":\"b\"}",
          "{'prompt':'«email»'}",
          "«email» paid with «card» and «key»",
          "\"«email»\"",
          "[\"«email»\",\"«card»\"]",
          "{\"prompt\":NaN,\"user_email\":\"«email»\"}",
          "{\"prompt\":{\"«email»\":\"«card»\"}}",
          "{\"prompt\":«digits»,\"user_name\":\"«name»\"}",
          "{\"event_id\":{\"of\":\"«email»\"},~}",
          "{\"event_id\":[\"«card»\"],~}",
          "{\"user_id\":[\"«email»\"],~}",
          "{\"user_id\":1.5,\"user_name\":\"«name»\",\"user_email\":«digits»,~}",
          "{\"created_at\":\"«email»\",~}",
          "{\"created_at\":«digits»,~}",
          "{\"received_at\":\"2026-11-01T10:00:00«key»\",~}",
          "{\"history\":\"«email»\",~}",
          "{\"history\":[{\"role\":\"«email»\",\"content\":\"«card»\"}],~}",
          "{\"history\":[{\"role\":\"user\",\"content\":{\"«email»\":1}}],~}",
          "{\"tags\":[{\"«email»\":\"«key»\"}],~}",
          "{\"context_documents\":[«digits»],~}",
          "{\"consent\":\"«email»\",~}",
          "{\"synthetic\":\"«key»\",~}",
          "{\"category\":\"«email»%s\",~}".formatted("x".repeat(1_000)),
          "{\"prompt\":\"p\",\"response\":\"r\",\"signal\":{\"kind\":\"«email»\"}}",
          "{\"prompt\":\"p\",\"response\":\"r\",\"signal\":\"«card»\"}",
          "{\"prompt\":\"p\",\"response\":\"r\",\"signal\":{\"kind\":\"thumb\",\"value\":\"«key»\"}}",
          "{\"prompt\":\"p\",\"response\":\"r\",\"signal\":{\"kind\":\"rating\",\"value\":\"«card»\",\"min\":1,\"max\":5}}",
          "{\"prompt\":\"p\",\"response\":\"r\",\"signal\":{\"kind\":\"rating\",\"value\":«digits»,\"min\":1,\"max\":5}}",
          "{\"prompt\":\"p\",\"response\":\"r\",\"signal\":{\"kind\":\"rating\",\"value\":«digits»e999,\"min\":1,\"max\":5}}",
          "{\"prompt\":\"p\",\"signal\":{\"kind\":\"choice\",\"candidates\":[{\"response\":\"«email»\"},{\"response\":\"«key»\"}],\"winner\":\"«card»\"}}",
          "{\"prompt\":\"p\",\"response\":\"«email»\",\"signal\":{\"kind\":\"review\",\"decision\":\"«email»\"}}",
          "{\"user_id\":\"«email»\",\"signal\":{\"kind\":\"retraction\",\"facet\":\"«card»\"}}",
          "{\"signals\":[{\"kind\":\"«key»\"}],\"prompt\":\"«email»\",\"response\":\"«card»\"}");

  private static final String REST =
      "\"prompt\":\"p «email»\",\"response\":\"r\",\"signal\":{\"kind\":\"thumb\",\"value\":\"up\"}";

  private final Canaries canaries;
  private final List<byte[]> records = new ArrayList<>();

  private BrokenRows(Canaries canaries) {
    this.canaries = canaries;
  }

  /** One of each kind, none of which holds a line's end unless its encoding has one. */
  static List<byte[]> of(Canaries canaries) {
    BrokenRows rows = new BrokenRows(canaries);
    RECORDS.forEach(record -> rows.add(record.replace("~", REST), UTF_8));
    String good =
        "{\"prompt\":\"«email»\",\"response\":\"«card» and «key»\",\"user_name\":\"«name»\",\"comment\":\"«name»\"}";
    for (Charset charset : List.of(UTF_16, UTF_16LE, UTF_16BE)) {
      rows.add(good, charset);
    }
    rows.add("\ufeff" + good, UTF_8);
    for (int shift = 0; shift < 3; shift++) {
      rows.encoded(" ".repeat(shift) + good);
    }
    rows.add("{\"a\":".repeat(1_000) + good + "}".repeat(1_000), UTF_8);
    String filler = "word and ".repeat(MEGABYTE / 9);
    rows.add("{\"prompt\":\"«email» " + filler + " «card»", UTF_8);
    rows.add(filler + " «key» " + filler, UTF_8);
    rows.add("{\"prompt\":\"«email» " + filler.repeat(5) + " «key»\"}", UTF_8);
    return rows.records;
  }

  private void add(String template, Charset charset) {
    records.add(canaries.fill(template).getBytes(charset));
  }

  /** As the whole record, and where a label, a number and a time should be. */
  private void encoded(String template) {
    for (String frame :
        List.of(
            "%s", "{\"created_at\":\"%s\",~}", "{\"signal\":{\"kind\":\"%s\"},\"prompt\":\"p\"}")) {
      byte[] plain = canaries.fill(template).getBytes(UTF_8);
      String text = Base64.getEncoder().encodeToString(plain);
      add(frame.replace("~", REST).formatted(text), UTF_8);
    }
  }
}
