package prefmill.trainers.evaluate.gate;

/**
 * How two adapters foretell one held-out answer.
 *
 * @param person the person whose word it is
 * @param tokens the candidate's tokens of the answer
 * @param logProb the candidate's log-probability of the whole answer, in nats
 * @param baselineLogProb that of the one to beat, comparable also where its tokens are others
 */
public record ComparedAnswer(String person, int tokens, double logProb, double baselineLogProb) {}
