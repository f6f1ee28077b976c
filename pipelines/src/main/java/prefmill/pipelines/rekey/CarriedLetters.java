package prefmill.pipelines.rekey;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import prefmill.datasets.objects.Durable;
import prefmill.datasets.objects.Places;
import prefmill.pipelines.ingest.DeadLetterJson;
import prefmill.pipelines.ingest.MendedLetters;
import prefmill.transforms.keys.Id;
import prefmill.transforms.mask.keys.LaterKeys;
import prefmill.transforms.outcome.DeadLetter;

/** A file of dead letters, or of those that were mended, with their ids under later keys. */
final class CarriedLetters {
  private CarriedLetters() {}

  /** Writes what a file becomes; gives its path below the log's folder. */
  static String of(Path logFolder, String file, LaterKeys later) throws IOException {
    boolean mended = MendedLetters.isOne(file);
    List<String> lines = new ArrayList<>();
    for (String line : Files.readAllLines(Places.in(logFolder, file))) {
      lines.add((mended ? mended(line, later) : letter(line, later)) + "\n");
    }
    String folder = file.substring(0, file.lastIndexOf('/'));
    String name = mended ? MendedLetters.newName() : UUID.randomUUID() + ".jsonl";
    Durable.writeNewIn(
        logFolder.resolve(folder), name, String.join("", lines).getBytes(StandardCharsets.UTF_8));
    return folder + "/" + name;
  }

  private static String mended(String line, LaterKeys later) {
    return MendedLetters.line(carried(MendedLetters.id(line), later));
  }

  private static String letter(String line, LaterKeys later) {
    DeadLetter letter = DeadLetterJson.read(line);
    return DeadLetterJson.write(letter.withId(carried(letter.id(), later)));
  }

  private static String carried(String id, LaterKeys later) {
    return later.id(Id.parse(id)).hex();
  }
}
