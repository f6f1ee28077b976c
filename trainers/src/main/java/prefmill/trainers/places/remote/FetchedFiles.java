package prefmill.trainers.places.remote;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import prefmill.datasets.canonical.Sha256;
import prefmill.datasets.objects.Durable;
import prefmill.trainers.places.PlacedProgram;

/** What a finished run left elsewhere, taken over file by file: only by known names, only whole. */
public final class FetchedFiles {
  private static final Pattern SUM =
      Pattern.compile("([0-9a-f]{64})  (stderr\\.txt|output/[A-Za-z0-9][A-Za-z0-9._-]*)");
  private static final int NOT_OURS = 3;
  private static final int TRIES = 5;

  private FetchedFiles() {}

  /**
   * Fetches them into a program's folder.
   *
   * @return whether the run is still ours
   * @throws IOException if they do not arrive whole
   */
  public static boolean fetch(RemoteCalls calls, List<String> words, PlacedProgram program)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory(calls.scratch(), "fetched");
    try {
      for (int attempt = 0; attempt < TRIES; attempt++) {
        int exitCode = calls.fetch(words, folder);
        if (exitCode == NOT_OURS) {
          return false;
        }
        if (exitCode == 0 && move(folder, program)) {
          return true;
        }
      }
    } finally {
      Durable.deleteTree(folder);
    }
    throw new IOException(
        "%s sent files that do not have the hashes that it gives".formatted(calls.shell().name()));
  }

  private static boolean move(Path folder, PlacedProgram program) throws IOException {
    Path sums = folder.resolve("sums");
    if (!Files.isRegularFile(sums, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    for (String line : Files.readAllLines(sums)) {
      Matcher sum = SUM.matcher(line);
      if (!sum.matches() || !isWhole(folder.resolve(sum.group(2)), sum.group(1))) {
        return false;
      }
    }
    for (String line : Files.readAllLines(sums)) {
      String name = line.substring(line.indexOf(' ') + 2);
      Files.move(folder.resolve(name), program.file(name), StandardCopyOption.REPLACE_EXISTING);
    }
    return true;
  }

  private static boolean isWhole(Path file, String sha256) throws IOException {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Sha256.of(file).equals(sha256);
  }
}
