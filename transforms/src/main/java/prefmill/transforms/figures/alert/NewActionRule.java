package prefmill.transforms.figures.alert;

/**
 * When a new action fails.
 *
 * @param days how long an action is new after its first day
 * @param minimum the least number of ups and downs
 * @param rate the approval rate under which it fails
 */
public record NewActionRule(int days, int minimum, double rate) {}
