package prefmill.pipelines.policy.yaml;

/**
 * One thing that is wrong with a policy, for people: a single line of text.
 *
 * @param path the key, such as sources[1].url; empty for the file as a whole
 * @param line the line of the file, from 1
 * @param message what is wrong and how to mend it, without values that may be secret
 */
public record Fault(String path, int line, String message) {
  public Fault {
    path = path.replaceAll("\\p{Cntrl}+", " ");
    message = message.replaceAll("\\p{Cntrl}+", " ").strip();
  }

  @Override
  public String toString() {
    return "line " + line + ": " + (path.isEmpty() ? "the policy" : path) + " " + message;
  }
}
