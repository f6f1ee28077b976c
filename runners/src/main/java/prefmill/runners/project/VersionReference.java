package prefmill.runners.project;

import java.io.IOException;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import prefmill.datasets.store.DatasetStore;
import prefmill.datasets.store.PublishedVersion;
import prefmill.runners.failure.CommandFailure;

/**
 * A version as people name it: DATASET@N, N alone, or DATASET for its newest.
 *
 * @param dataset the dataset's name; null for the policy's
 * @param number the version; empty for the newest
 */
public record VersionReference(String dataset, OptionalInt number) {
  private static final Pattern FORM =
      Pattern.compile(
          "(?:([A-Za-z0-9][A-Za-z0-9._-]*)@)?([0-9]{1,9})|([A-Za-z0-9][A-Za-z0-9._-]*)");

  /** The newest version of the policy's dataset. */
  public static VersionReference newest() {
    return new VersionReference(null, OptionalInt.empty());
  }

  /**
   * Reads a reference; null is the newest version of the policy's dataset.
   *
   * @throws CommandFailure with the exit code of wrong usage, if it is none
   */
  public static VersionReference parse(String text) {
    if (text == null) {
      return newest();
    }
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw CommandFailure.usage(
          "\"%s\" names no version: write DATASET@N, such as support@3.".formatted(text));
    }
    return matcher.group(2) == null
        ? new VersionReference(matcher.group(3), OptionalInt.empty())
        : new VersionReference(
            matcher.group(1), OptionalInt.of(Integer.parseInt(matcher.group(2))));
  }

  /** The dataset's versions. */
  public DatasetStore store(Project project) {
    return dataset == null ? project.store() : DatasetStore.open(project.policy().store(), dataset);
  }

  /**
   * The version meant.
   *
   * @throws CommandFailure with the exit code of wrong usage, if there is none
   */
  public PublishedVersion find(Project project) throws IOException {
    DatasetStore store = store(project);
    if (number.isEmpty()) {
      return store
          .newest()
          .orElseThrow(
              () ->
                  CommandFailure.usage(
                      "%s has no version in %s yet: %s."
                          .formatted(
                              store.dataset(),
                              project.policy().store(),
                              isOfPolicy(project)
                                  ? "`prefmill build` publishes the first"
                                  : ofAnother(project))));
    }
    int wanted = number.getAsInt();
    if (store.list().stream().noneMatch(listed -> listed.version() == wanted)) {
      throw CommandFailure.usage(
          "%s has no version %d%s."
              .formatted(
                  store.dataset(),
                  wanted,
                  isOfPolicy(project)
                      ? ": `prefmill dataset list` shows which there are"
                      : " in %s: %s".formatted(project.policy().store(), ofAnother(project))));
    }
    return store.version(wanted);
  }

  private boolean isOfPolicy(Project project) {
    return dataset == null || dataset.equals(project.policy().dataset());
  }

  private static String ofAnother(Project project) {
    return "the policy is for the dataset %s, name another policy with --config"
        .formatted(project.policy().dataset());
  }
}
