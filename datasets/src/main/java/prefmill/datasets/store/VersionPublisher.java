package prefmill.datasets.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import prefmill.datasets.canonical.Sha256;
import prefmill.datasets.card.DatasetCard;
import prefmill.datasets.diff.Snapshot;
import prefmill.datasets.diff.VersionDiff;
import prefmill.datasets.faults.Failpoint;
import prefmill.datasets.manifest.Changes;
import prefmill.datasets.manifest.Counts;
import prefmill.datasets.manifest.DraftManifest;
import prefmill.datasets.manifest.FileEntry;
import prefmill.datasets.manifest.Manifest;
import prefmill.datasets.manifest.ManifestJson;
import prefmill.datasets.manifest.ShardName;
import prefmill.datasets.objects.Durable;
import prefmill.datasets.read.ShardSet;
import prefmill.datasets.rows.Config;
import prefmill.datasets.rows.Split;

/**
 * Publishes one attempt: manifest, rename, commit; again with the next number when another run was
 * faster.
 *
 * <p>A folder with the target's name but without a commit is of a run that was killed, or that is
 * about to commit. It is never touched: if it holds the same rows and ledger and is complete, this
 * run commits it in the other's stead (whoever is faster, the commit says the same); if not, the
 * number is left out. So nothing that a slow run may still commit ever disappears.
 */
final class VersionPublisher {
  private final DatasetStore store;
  private final DraftManifest draft;
  private final int since;

  /**
   * A publisher of a draft.
   *
   * @param since it gives way to a version after this one that was built from more of the log
   */
  VersionPublisher(DatasetStore store, DraftManifest draft, int since) {
    this.store = store;
    this.draft = draft;
    this.since = since;
  }

  Publication publish(Path attempt) throws IOException {
    checkDraft();
    Path mine = attempt;
    int number = 0;
    while (true) {
      Optional<PublishedVersion> newest = store.newest();
      if (newest.isPresent() && draft.isSameAs(newest.get().manifest())) {
        return unchanged(newest.get(), mine);
      }
      if (newest.isPresent()
          && newest.get().number() > since
          && draft.isBehind(newest.get().manifest())) {
        Durable.deleteTree(mine);
        throw new OvertakenException(newest.get());
      }
      if (newest.isPresent()) {
        SharedFiles.link(mine, draft.files(), newest.get());
      }
      number = Math.max(number + 1, store.commits().nextNumber());
      writeCardAndManifest(mine, number, newest);
      Path target = store.folder().resolve(Commit.folder(number, draft.contentHash()));
      if (store.objects().moveFolder(key(mine), key(target))) {
        mine = target;
      } else if (!isWholeLeftover(target)) {
        continue;
      }
      if (commit(number, target)) {
        if (!mine.equals(target)) {
          Durable.deleteTree(mine);
        }
        return new Publication(store.version(number), false);
      }
      Optional<Commit> winner = store.commits().find(number);
      if (winner.isPresent() && target.equals(store.folder().resolve(folder(winner.get())))) {
        return unchanged(store.version(number), mine);
      }
    }
  }

  private void checkDraft() {
    Counts counts = draft.counts();
    if (!counts.balanced()) {
      throw new StoreFault(
          "the ledger of %s does not balance (in %d, used %d, rejected %d, dead %d): nothing was published, please report this as a bug"
              .formatted(
                  draft.dataset(), counts.in(), counts.used(), counts.rejected(), counts.dead()));
    }
    Manifest manifest = draft.numbered(0, null, null);
    for (Config config : Config.values()) {
      for (Split split : Split.values()) {
        ShardSet.of(manifest, config, split, ShardName.JSONL);
        ShardSet.of(manifest, config, split, ShardName.PARQUET);
      }
    }
  }

  private boolean commit(int number, Path folder) throws IOException {
    byte[] manifest = Files.readAllBytes(folder.resolve(Manifest.FILE));
    Commit commit = Commit.of(number, draft.contentHash(), Sha256.hex(manifest));
    Failpoint.hit("before-commit");
    boolean created = store.objects().createIfAbsent(Commits.key(number), commit.json());
    Failpoint.hit("after-commit");
    if (created && !Files.exists(folder.resolve(Manifest.FILE))) {
      // who collects garbage puts a folder aside, then looks for its commit: one sees the other
      Files.delete(store.folder().resolve(Commits.key(number)));
      throw new StoreFault(
          "%s was removed before it was committed: run the same command again".formatted(folder));
    }
    return created;
  }

  private void writeCardAndManifest(Path folder, int number, Optional<PublishedVersion> newest)
      throws IOException {
    Failpoint.hit("before-manifest");
    Changes changes =
        newest.isEmpty()
            ? draft.changesOfFirst()
            : VersionDiff.between(Snapshot.of(newest.get()), Snapshot.of(folder, draft)).changes();
    Integer previous = newest.map(PublishedVersion::number).orElse(null);
    String text = DatasetCard.of(draft.numbered(number, previous, changes));
    byte[] card = text.getBytes(StandardCharsets.UTF_8);
    Durable.replace(folder.resolve(DatasetCard.FILE), card);
    FileEntry entry = new FileEntry(DatasetCard.FILE, 0, card.length, Sha256.hex(card));
    Manifest manifest = draft.withFile(entry).numbered(number, previous, changes);
    Durable.replace(folder.resolve(Manifest.FILE), ManifestJson.write(manifest));
    Durable.syncTree(folder);
    Failpoint.hit("after-manifest");
  }

  private boolean isWholeLeftover(Path folder) throws IOException {
    Manifest manifest;
    try {
      manifest = ManifestJson.read(Files.readAllBytes(folder.resolve(Manifest.FILE)));
    } catch (IOException | IllegalArgumentException e) {
      return false;
    }
    if (!draft.isSameAs(manifest)) {
      return false;
    }
    for (FileEntry file : manifest.files()) {
      Path path = folder.resolve(file.path());
      if (!Files.exists(path) || !Sha256.of(path).equals(file.sha256())) {
        return false;
      }
    }
    return true;
  }

  private Publication unchanged(PublishedVersion version, Path mine) throws IOException {
    if (!mine.equals(version.folder())) {
      Durable.deleteTree(mine);
    }
    return new Publication(version, true);
  }

  private String key(Path path) {
    return store.folder().relativize(path).toString();
  }

  private static String folder(Commit commit) {
    return commit.withdrawn() ? "" : commit.folder();
  }
}
