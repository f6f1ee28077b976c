package prefmill.datasets.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import prefmill.datasets.objects.ObjectStore;

/** The commits of one dataset: the files versions/N.json. */
public final class Commits {
  /** Their folder, below the dataset's. */
  public static final String FOLDER = "versions";

  private static final Pattern NAME = Pattern.compile("([0-9]{6,9})\\.json");

  private final String dataset;
  private final Path folder;
  private final ObjectStore objects;

  Commits(String dataset, Path folder, ObjectStore objects) {
    this.dataset = dataset;
    this.folder = folder;
    this.objects = objects;
  }

  /** All commits, those of withdrawn versions too, the newest first. */
  public List<Commit> all() throws IOException {
    List<Commit> commits = new ArrayList<>();
    for (int number : numbersNewestFirst()) {
      find(number).ifPresent(commits::add);
    }
    return commits;
  }

  /**
   * Withdraws a version: its commit becomes a tombstone that names its successor. Whoever asks for
   * it is told so; its folder may be deleted then.
   *
   * @param erased whether it held a person who is forgotten
   * @throws StoreFault if there is no such version, or it was withdrawn before
   */
  public void withdraw(int number, int successor, boolean erased) throws IOException {
    Commit unused = live(number);
    String key = key(number);
    String tag = objects.read(key).orElseThrow().tag();
    if (number == successor
        || !objects.replaceIfMatch(key, tag, Commit.tombstone(number, successor, erased).json())) {
      throw new StoreFault(
          "version %d of %s could not be withdrawn: try again".formatted(number, dataset));
    }
  }

  /**
   * The commit of a version that was not withdrawn.
   *
   * @throws StoreFault in one sentence, if there is none
   */
  Commit live(int number) throws IOException {
    Commit commit =
        find(number)
            .orElseThrow(
                () ->
                    new StoreFault(
                        "%s has no version %d: `prefmill dataset list` shows which there are"
                            .formatted(dataset, number)));
    if (commit.withdrawn()) {
      throw new StoreFault(
          "version %d of %s was withdrawn: use version %d"
              .formatted(number, dataset, successor(commit)));
    }
    return commit;
  }

  Optional<Commit> find(int number) throws IOException {
    String key = key(number);
    Optional<ObjectStore.Stored> stored = objects.read(key);
    return stored.isEmpty() ? Optional.empty() : Optional.of(parse(number, stored.get()));
  }

  int nextNumber() throws IOException {
    return numbersNewestFirst().stream().findFirst().orElse(0) + 1;
  }

  static String key(int number) {
    return String.format(Locale.ROOT, "%s/%06d.json", FOLDER, number);
  }

  /** The first of a tombstone's successors that was not withdrawn itself. */
  private int successor(Commit tombstone) throws IOException {
    Optional<Commit> next = find(tombstone.successor());
    boolean goesOn =
        next.isPresent()
            && next.get().withdrawn()
            && next.get().successor() > tombstone.successor();
    return goesOn ? successor(next.get()) : tombstone.successor();
  }

  private List<Integer> numbersNewestFirst() throws IOException {
    return objects.list(FOLDER).stream()
        .map(NAME::matcher)
        .filter(Matcher::matches)
        .map(name -> Integer.valueOf(name.group(1)))
        .sorted(Comparator.reverseOrder())
        .toList();
  }

  private Commit parse(int number, ObjectStore.Stored stored) {
    try {
      Commit commit = Commit.parse(stored.text());
      if (commit.isOf(number)) {
        return commit;
      }
      throw damaged(number, null);
    } catch (IOException e) {
      throw damaged(number, e);
    }
  }

  private StoreFault damaged(int number, IOException cause) {
    return new StoreFault(
        "%s is damaged, as its version, folder and content_hash do not belong together: restore it from a backup"
            .formatted(folder.resolve(key(number))),
        cause);
  }
}
