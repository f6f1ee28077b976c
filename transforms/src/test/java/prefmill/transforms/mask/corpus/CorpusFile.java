package prefmill.transforms.mask.corpus;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import prefmill.transforms.event.FeedbackEvent.Author;
import prefmill.transforms.keys.KeyedHash;
import prefmill.transforms.mask.MaskingRules;
import prefmill.transforms.mask.PiiMasker;
import prefmill.transforms.mask.PiiType;
import prefmill.transforms.mask.Treatment;
import prefmill.transforms.mask.corpus.MaskedSpans.Span;

/** Writes the labelled corpus with what masking finds in it, for a comparison with others. */
final class CorpusFile {
  private static final ObjectMapper JSON = new ObjectMapper();

  private CorpusFile() {}

  /** Writes so many values of each kind: arguments FILE and COUNT. */
  public static void main(String[] arguments) throws IOException {
    PiiMasker masker =
        PiiMasker.of(
            new MaskingRules(Map.of(PiiType.URL, Treatment.TOKEN), List.of("US", "GB", "DE", "FR")),
            KeyedHash.of("0123456789abcdef".getBytes(StandardCharsets.UTF_8), "corpus"));
    try (PrintWriter out =
        new PrintWriter(Files.newBufferedWriter(Path.of(arguments[0]), StandardCharsets.UTF_8))) {
      for (Kind kind : Kinds.all()) {
        Random random = new Random(kind.name().hashCode());
        for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
          out.println(line(kind, Labelled.of(kind, random), masker));
        }
      }
    }
  }

  private static String line(Kind kind, Labelled labelled, PiiMasker masker) throws IOException {
    String text = labelled.text();
    boolean found = false;
    int others = 0;
    for (Span span : MaskedSpans.of(text, masker.mask(text, Author.UNKNOWN).text())) {
      found |= labelled.isWithin(span);
      others += labelled.outside(span);
    }
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("kind", kind.type().label() + ": " + kind.name());
    line.put("text", text);
    line.put("start", text.codePointCount(0, labelled.start()));
    line.put("end", text.codePointCount(0, labelled.end()));
    line.put("found", found);
    line.put("others", others);
    return JSON.writeValueAsString(line);
  }
}
