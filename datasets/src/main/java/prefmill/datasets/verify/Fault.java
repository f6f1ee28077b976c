package prefmill.datasets.verify;

/**
 * Something in a version that is not as its manifest says.
 *
 * @param file the file, below the version's folder
 * @param row the row's or entry's number in the file, from 1; 0 if the file as a whole is meant
 * @param message what is wrong, in one sentence
 */
public record Fault(String file, long row, String message) {
  /** The fault in one line. */
  public String line() {
    return row == 0 ? file + ": " + message : file + ", row " + row + ": " + message;
  }
}
