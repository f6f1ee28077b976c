package prefmill.datasets.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import prefmill.datasets.canonical.Sha256;
import prefmill.datasets.manifest.DraftManifest;
import prefmill.datasets.manifest.Manifest;
import prefmill.datasets.manifest.ManifestJson;
import prefmill.datasets.objects.Durable;
import prefmill.datasets.objects.ObjectStore;
import prefmill.datasets.objects.Places;
import prefmill.datasets.verify.Fault;
import prefmill.datasets.verify.VersionVerifier;

/**
 * The versions of one dataset in a store.
 *
 * <p>A version exists if and only if versions/N.json does; readers look at nothing else. Publishing
 * takes no lock: of several publishers exactly one gets a number. Safe for use by several threads
 * and processes.
 */
public final class DatasetStore {
  /** The folder of what runs are writing, below the dataset's. */
  public static final String ATTEMPTS = "attempts";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  private final String dataset;
  private final Path folder;
  private final ObjectStore objects;
  private final Commits commits;

  private DatasetStore(String dataset, Path folder, ObjectStore objects) {
    this.dataset = dataset;
    this.folder = folder;
    this.objects = objects;
    this.commits = new Commits(dataset, folder, objects);
  }

  /** The dataset of that name in the store's folder; neither need exist yet. */
  public static DatasetStore open(Path store, String dataset) {
    if (!NAME.matcher(dataset).matches()) {
      throw new StoreFault(
          "\"" + dataset + "\" names no dataset: use letters, digits, points, dashes");
    }
    Path folder = store.resolve(dataset);
    return new DatasetStore(dataset, folder, Places.objects(folder));
  }

  /** The dataset's name. */
  public String dataset() {
    return dataset;
  }

  /** The dataset's folder. */
  public Path folder() {
    return folder;
  }

  /** The dataset's objects, keys relative to its folder. */
  public ObjectStore objects() {
    return objects;
  }

  /**
   * An empty folder for one run's files, attempts/RUN; what an earlier run left there is gone.
   *
   * @throws StoreFault in one sentence, if the store cannot be written
   */
  public Path newAttempt(String run) {
    Path attempt = folder.resolve(ATTEMPTS).resolve(run);
    try {
      Durable.deleteTree(attempt);
      return Files.createDirectories(attempt);
    } catch (IOException e) {
      throw new StoreFault(
          "%s cannot be made: let this user write there, or name another folder as `store`"
              .formatted(attempt),
          e);
    }
  }

  /** The newest version that is not withdrawn; empty before the first. */
  public Optional<PublishedVersion> newest() throws IOException {
    for (Commit commit : commits.all()) {
      if (!commit.withdrawn()) {
        return Optional.of(published(commit));
      }
    }
    return Optional.empty();
  }

  /** The versions that are not withdrawn, the newest first. */
  public List<PublishedVersion> versions() throws IOException {
    List<PublishedVersion> versions = new ArrayList<>();
    for (Commit commit : commits.all()) {
      if (!commit.withdrawn()) {
        versions.add(published(commit));
      }
    }
    return versions;
  }

  /**
   * The version of a number.
   *
   * @throws StoreFault in one sentence, if there is none, if it was withdrawn, or if it is of
   *     another format
   */
  public PublishedVersion version(int number) throws IOException {
    return published(commits.live(number));
  }

  /**
   * Recomputes all that the version says of itself from its files.
   *
   * @return every fault found; none if the version is whole
   * @throws StoreFault in one sentence, if there is no such version or it was withdrawn
   */
  public List<Fault> verify(int number) throws IOException {
    Commit commit = commits.live(number);
    return VersionVerifier.verify(folder.resolve(commit.folder()), commit.manifestSha256());
  }

  /** All versions, withdrawn ones too, the newest first. */
  public List<VersionListing> list() throws IOException {
    List<VersionListing> versions = new ArrayList<>();
    for (Commit commit : commits.all()) {
      versions.add(
          commit.withdrawn()
              ? VersionListing.withdrawn(commit.version(), commit.successor())
              : VersionListing.of(published(commit).manifest()));
    }
    return versions;
  }

  /** The commits of its versions. */
  public Commits commits() {
    return commits;
  }

  /**
   * Publishes the files of an attempt as the next version, unless the newest one has the same rows
   * and the same ledger.
   *
   * <p>The attempt's folder becomes the version's folder, or is gone when nothing changed. A
   * process that is killed anywhere leaves either a version or none; the next publish cleans up
   * after it.
   *
   * @throws StoreFault if the draft's counts do not balance
   */
  public Publication publish(Path attempt, DraftManifest draft) throws IOException {
    return new VersionPublisher(this, draft, Integer.MAX_VALUE).publish(attempt);
  }

  /**
   * Publishes as {@link #publish} does, unless another run has published more of the event log
   * meanwhile: a slow run does not overtake a faster one that read more.
   *
   * @param since the newest version's number before this run read the log; 0 if that is not known
   * @throws OvertakenException if one has; the attempt is gone then
   */
  public Publication publishNewest(Path attempt, DraftManifest draft, int since)
      throws IOException {
    return new VersionPublisher(this, draft, since).publish(attempt);
  }

  PublishedVersion published(Commit commit) throws IOException {
    Path versionFolder = folder.resolve(commit.folder());
    Path file = versionFolder.resolve(Manifest.FILE);
    if (!Files.exists(file)) {
      throw new StoreFault(
          "%s is missing: restore it from a backup, or delete %s and build again"
              .formatted(file, Commits.key(commit.version())));
    }
    byte[] manifest = Files.readAllBytes(file);
    if (!Sha256.hex(manifest).equals(commit.manifestSha256())) {
      throw new StoreFault(
          "%s is not the file that was published: restore it from a backup".formatted(file));
    }
    try {
      return new PublishedVersion(commit.version(), versionFolder, ManifestJson.read(manifest));
    } catch (IllegalArgumentException e) {
      throw new StoreFault(
          "version %d of %s: %s".formatted(commit.version(), dataset, e.getMessage()), e);
    }
  }
}
