package prefmill.transforms.figures;

/**
 * The labels by which feedback is counted, masked and short; each is null where there is none.
 *
 * @param subject the subject
 * @param action the action that the assistant took
 * @param model the model that answered
 * @param adapter the adapter that was loaded
 * @param organization the organisation
 */
public record FigureLabels(
    String subject, String action, String model, String adapter, String organization) {
  /** No labels. */
  public static final FigureLabels NONE = of(null, null, null, null, null);

  private static final int LONGEST = 200;

  /** Labels of a source: at most 200 characters of each, on one line. */
  public static FigureLabels of(
      String subject, String action, String model, String adapter, String organization) {
    return new FigureLabels(
        label(subject), label(action), label(model), label(adapter), label(organization));
  }

  /** The label of a dimension; empty for the whole, null where there is none. */
  String of(Dimension dimension) {
    return switch (dimension) {
      case ALL -> "";
      case SUBJECT -> subject;
      case ACTION -> action;
      case MODEL -> model;
      case ADAPTER -> adapter;
      case ORGANIZATION -> organization;
    };
  }

  private static String label(String given) {
    if (given == null) {
      return null;
    }
    String line = given.replaceAll("[\\p{Cntrl}\\p{Zl}\\p{Zp}\\p{Cf}\\p{Cs}]+", " ").strip();
    int end = line.offsetByCodePoints(0, Math.min(LONGEST, line.codePointCount(0, line.length())));
    return line.isEmpty() ? null : line.substring(0, end);
  }
}
