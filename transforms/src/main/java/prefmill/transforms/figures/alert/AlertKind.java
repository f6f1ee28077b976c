package prefmill.transforms.figures.alert;

import java.util.Locale;

/** What an alert is about. */
public enum AlertKind {
  /** The approval rate is under its target. */
  BELOW_TARGET,
  /** More dislikes than the days before explain. */
  DISLIKE_SPIKE,
  /** An action that was never seen before is disliked. */
  NEW_ACTION_FAILS,
  /** Less feedback in a week than planned. */
  BEHIND_PLAN;

  /** Its name in tables and policies. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
