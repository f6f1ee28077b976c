package prefmill.trainers.places;

/** A trainer's program that begins, waits until it is told to go, and then hands in an adapter. */
public final class WaitingProgram {
  /**
   * Its Python: it goes on once a file "go" lies beside the model, or ends where it is asked to.
   */
  public static final String TEXT =
      """
      import child, os, time
      def main(request):
          child.training_begins()
          child.say("start", pid=os.getpid())
          while not os.path.exists(request["model"] + "/../go"):
              if child.stop_asked():
                  raise child.Stopped()
              time.sleep(0.05)
          with open(request["output"] + "/adapter_config.json", "w") as file:
              file.write("whole")
          child.say("done")
      """;

  private WaitingProgram() {}
}
