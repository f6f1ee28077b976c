package prefmill.transforms.mask.corpus;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** Writes the labelled corpus with what masking finds in it, for a comparison with others. */
final class CorpusFile {
  private static final ObjectMapper JSON = new ObjectMapper();

  private CorpusFile() {}

  /** Writes so many values of each kind: arguments FILE and COUNT. */
  public static void main(String[] arguments) throws IOException {
    CorpusMasker masker = new CorpusMasker();
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

  private static String line(Kind kind, Labelled labelled, CorpusMasker masker) throws IOException {
    String text = labelled.text();
    CorpusMasker.Outcome outcome = masker.mask(labelled);
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("kind", kind.type().label() + ": " + kind.name());
    line.put("text", text);
    line.put("start", text.codePointCount(0, labelled.start()));
    line.put("end", text.codePointCount(0, labelled.end()));
    line.put("found", outcome.found() != null);
    line.put("others", outcome.others());
    return JSON.writeValueAsString(line);
  }
}
