package prefmill.pipelines.policy;

import java.util.List;
import java.util.stream.Collectors;
import prefmill.pipelines.policy.yaml.Fault;

/** A policy cannot be used; the message has one line for each fault. */
public final class PolicyException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient List<Fault> faults;

  private PolicyException(String file, List<Fault> faults) {
    super(faults.stream().map(fault -> file + " " + fault).collect(Collectors.joining("\n")));
    this.faults = List.copyOf(faults);
  }

  /** The faults of a file, which its name stands for in the message. */
  public static PolicyException of(String file, List<Fault> faults) {
    return new PolicyException(file, faults);
  }

  /** Every fault, in the order of the file; at least one. */
  public List<Fault> faults() {
    return faults;
  }
}
