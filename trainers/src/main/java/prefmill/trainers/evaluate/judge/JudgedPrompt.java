package prefmill.trainers.evaluate.judge;

import java.util.OptionalDouble;

/**
 * What a judge made of two answers to one prompt, asked in both orders.
 *
 * @param person the person whose prompt it is
 * @param points of the candidate: 1 if both orders prefer it, 0 if both prefer the baseline, one
 *     half if they disagree or see no difference; empty if an answer of the judge was unreadable
 */
public record JudgedPrompt(String person, OptionalDouble points) {}
