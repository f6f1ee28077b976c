package prefmill.transforms.settled;

import java.util.List;

/**
 * An answer and what persons would have wanted instead.
 *
 * @param original the answer that was given
 * @param replacement the answer that was wanted
 * @param persons who wanted it, of the context's own side
 * @param corrections the corrections themselves, by stable key
 * @param downs the same persons' downs on the original, by stable key
 */
public record Corrected(
    Answer original,
    Answer replacement,
    int persons,
    List<Supporter> corrections,
    List<Supporter> downs) {}
