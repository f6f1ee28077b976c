package prefmill.transforms.figures.alert;

import java.io.Serializable;
import prefmill.transforms.figures.Dimension;

/**
 * The approval rates that are aimed at, 0 to 1; 0 for none.
 *
 * @param all of a day's feedback together
 * @param subject of each subject
 * @param action of each action
 * @param model of each model
 * @param adapter of each adapter
 * @param organization of each organisation
 */
public record Targets(
    double all, double subject, double action, double model, double adapter, double organization)
    implements Serializable {
  /** The target of a dimension. */
  public double of(Dimension dimension) {
    return switch (dimension) {
      case ALL -> all;
      case SUBJECT -> subject;
      case ACTION -> action;
      case MODEL -> model;
      case ADAPTER -> adapter;
      case ORGANIZATION -> organization;
    };
  }
}
