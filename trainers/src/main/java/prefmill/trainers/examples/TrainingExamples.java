package prefmill.trainers.examples;

import java.util.List;

/** The rows of one training run; their kind decides the method that can learn from them. */
public sealed interface TrainingExamples {
  /** How many rows there are. */
  int size();

  /** Pairs, for direct preference optimisation. */
  record Preferences(List<PreferenceExample> rows) implements TrainingExamples {
    public Preferences {
      rows = List.copyOf(rows);
    }

    @Override
    public int size() {
      return rows.size();
    }
  }

  /** Chats, for supervised fine-tuning. */
  record Demonstrations(List<DemonstrationExample> rows) implements TrainingExamples {
    public Demonstrations {
      rows = List.copyOf(rows);
    }

    @Override
    public int size() {
      return rows.size();
    }
  }

  /** Single verdicts, for Kahneman-Tversky optimisation. */
  record Verdicts(List<VerdictExample> rows) implements TrainingExamples {
    public Verdicts {
      rows = List.copyOf(rows);
    }

    @Override
    public int size() {
      return rows.size();
    }
  }
}
