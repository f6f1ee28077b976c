package prefmill.transforms.pairs;

import java.util.List;
import prefmill.transforms.keys.Id;
import prefmill.transforms.settled.Answer;
import prefmill.transforms.settled.Evidence;
import prefmill.transforms.settled.Supporter;

/**
 * One answer preferred over another in one context.
 *
 * @param row the row's id
 * @param chosen the better answer
 * @param rejected the worse one
 * @param evidence the best evidence there is for it
 * @param correction whether the best evidence is a correction or an edit
 * @param support persons who say so
 * @param strength in millionths
 * @param supporters the events it rests on, by stable key
 */
public record PreferencePair(
    Id row,
    Answer chosen,
    Answer rejected,
    Evidence evidence,
    boolean correction,
    int support,
    long strength,
    List<Supporter> supporters) {}
