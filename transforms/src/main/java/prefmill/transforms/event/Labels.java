package prefmill.transforms.event;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What is known about an event beside the exchange; each is null where the source says nothing.
 *
 * @param subject the subject it belongs to
 * @param category the kind of task
 * @param action the action the assistant took
 * @param actionData the action's data, as JSON text
 * @param reason why the person judged so: fact, tone, safety, incomplete, or the team's own
 * @param comment the person's free comment
 * @param tags the person's tags
 * @param arm the arm of an experiment
 */
public record Labels(
    String subject,
    String category,
    String action,
    String actionData,
    String reason,
    String comment,
    List<String> tags,
    String arm) {
  /** No labels. */
  public static final Labels NONE = new Labels(null, null, null, null, null, null, List.of(), null);

  public Labels {
    tags = List.copyOf(tags);
  }

  Labels mapText(UnaryOperator<String> text) {
    return new Labels(
        Body.apply(text, subject),
        Body.apply(text, category),
        Body.apply(text, action),
        Body.apply(text, actionData),
        Body.apply(text, reason),
        Body.apply(text, comment),
        Body.each(tags, text),
        Body.apply(text, arm));
  }
}
