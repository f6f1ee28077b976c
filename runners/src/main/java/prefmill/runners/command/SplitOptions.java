package prefmill.runners.command;

import picocli.CommandLine.Option;

/** The options of commands that publish a version. */
final class SplitOptions {
  @Option(
      names = "--accept-split-moves",
      description =
          "Publishes even if contexts that an earlier version held out are trained on now.")
  private boolean acceptSplitMoves;

  /** Whether contexts may change sides between versions. */
  boolean acceptSplitMoves() {
    return acceptSplitMoves;
  }
}
