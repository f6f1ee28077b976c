package prefmill.transforms.pairs;

import java.util.List;
import prefmill.transforms.keys.Id;
import prefmill.transforms.settled.Answer;
import prefmill.transforms.settled.Supporter;

/**
 * A decided answer without a partner (Ethayarajh et al. 2024, KTO, learns from these).
 *
 * @param row the row's id
 * @param completion the answer
 * @param label whether it is liked
 * @param support persons who say so
 * @param supporters the events it rests on, by stable key
 */
public record Verdict(
    Id row, Answer completion, boolean label, int support, List<Supporter> supporters) {}
