package prefmill.transforms.pairs;

import java.util.List;
import prefmill.transforms.keys.Id;
import prefmill.transforms.settled.Answer;
import prefmill.transforms.settled.Evidence;
import prefmill.transforms.settled.Supporter;

/**
 * An answer worth imitating: a correction, or one that was liked.
 *
 * @param row the row's id
 * @param answer the answer
 * @param evidence correction or thumbs
 * @param weight in millionths: a like says less than a person's own words
 * @param corrects the answers that persons wanted it in place of; none if it is only liked
 * @param supporters the events it rests on, by stable key
 */
public record Demonstration(
    Id row,
    Answer answer,
    Evidence evidence,
    long weight,
    List<String> corrects,
    List<Supporter> supporters) {}
