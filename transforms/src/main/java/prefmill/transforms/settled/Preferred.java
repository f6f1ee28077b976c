package prefmill.transforms.settled;

import java.util.List;

/**
 * One answer is preferred over another by persons who saw both.
 *
 * @param chosen the better answer
 * @param rejected the worse one
 * @param evidence curated, comparison or ratings
 * @param votes persons who say so
 * @param against persons who say the opposite
 * @param strength in millionths
 * @param supporters the events that say so, of the context's own side, by stable key
 */
public record Preferred(
    Answer chosen,
    Answer rejected,
    Evidence evidence,
    int votes,
    int against,
    long strength,
    List<Supporter> supporters) {}
