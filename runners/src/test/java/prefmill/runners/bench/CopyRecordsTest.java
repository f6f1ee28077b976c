package prefmill.runners.bench;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CopyRecordsTest {
  @TempDir Path folder;

  @Test
  void bothWaysWriteTheLinesThatTheyRead() throws IOException {
    Path file = folder.resolve("events.jsonl");
    GenerateEvents.write(500, file, 1);
    List<String> lines = Files.readAllLines(file);
    assertThat(copied("plain", file), is(lines));
    assertThat(
        copied("beam", file).stream().sorted().toList(), is(lines.stream().sorted().toList()));
  }

  private List<String> copied(String way, Path file) throws IOException {
    Path copies = folder.resolve(way);
    CopyRecords.main(new String[] {way, file.toString(), copies.toString()});
    List<String> lines = new ArrayList<>();
    try (Stream<Path> written = Files.list(copies)) {
      for (Path copy : written.filter(Files::isRegularFile).toList()) {
        lines.addAll(Files.readAllLines(copy));
      }
    }
    return lines;
  }
}
