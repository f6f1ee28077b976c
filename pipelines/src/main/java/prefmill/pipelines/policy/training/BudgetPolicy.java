package prefmill.pipelines.policy.training;

import java.util.OptionalDouble;

/**
 * What training may cost, in a unit of money of the user's choice.
 *
 * @param costPerHour what an hour of the machine costs that trains
 * @param perRun a run that has cost so much is stopped
 * @param perMonth the most that all runs of a registry may cost in one calendar month (UTC)
 */
public record BudgetPolicy(double costPerHour, OptionalDouble perRun, OptionalDouble perMonth) {}
