package prefmill.pipelines.source.dead;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import prefmill.pipelines.ingest.DeadLetterJson;
import prefmill.pipelines.policy.SourcePolicy;
import prefmill.pipelines.source.SourceException;
import prefmill.pipelines.source.topic.TopicAccess;
import prefmill.transforms.outcome.DeadLetter;

/**
 * Copies what landed as dead letters to the topics that the policy names for them, before the log
 * tells of it: a run that is killed in between copies again, none is left out.
 */
public final class DeadLetterTopics {
  private final Map<String, TopicAccess> sources = new TreeMap<>();

  private DeadLetterTopics() {}

  /** Those of a policy's sources that name one. */
  public static DeadLetterTopics of(List<SourcePolicy> sources, Path policyFolder) {
    return of(
        sources.stream()
            .filter(source -> source.deadLetters() != null)
            .map(source -> TopicAccess.of(source, policyFolder.toAbsolutePath()))
            .toList());
  }

  /** Those of the topics that have one. */
  public static DeadLetterTopics of(List<TopicAccess> accesses) {
    DeadLetterTopics topics = new DeadLetterTopics();
    for (TopicAccess access : accesses) {
      if (access.source().deadLetters() != null) {
        topics.sources.put(access.source().name(), access);
      }
    }
    return topics;
  }

  /**
   * Copies the messages of these files of dead letters, as far as their topics still have them.
   *
   * @throws SourceException if a topic takes them not
   */
  public void copy(Path logFolder, List<String> files) throws IOException {
    if (sources.isEmpty() || files.isEmpty()) {
      return;
    }
    for (String file : files) {
      Map<String, LetterCopies> bySource = new TreeMap<>();
      for (String line : Files.readAllLines(logFolder.resolve(file))) {
        DeadLetter letter = DeadLetterJson.read(line);
        TopicAccess access = sources.get(letter.source());
        if (access != null) {
          bySource.computeIfAbsent(letter.source(), s -> new LetterCopies(access)).add(letter);
        }
      }
      bySource.values().forEach(LetterCopies::send);
    }
  }
}
