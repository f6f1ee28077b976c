package prefmill.runners.cli;

import picocli.CommandLine.Option;

/** The options of commands that publish a version. */
public final class SplitOptions {
  @Option(
      names = "--accept-split-moves",
      description =
          "Publishes even if contexts that an earlier version held out are trained on now.")
  private boolean acceptSplitMoves;

  /** Whether contexts may change sides between versions. */
  public boolean acceptSplitMoves() {
    return acceptSplitMoves;
  }
}
