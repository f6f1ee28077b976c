package prefmill.trainers.safetensors;

import java.io.IOException;
import java.nio.file.Path;

/** A file that is no sound safetensors file; nothing of it was used. */
public final class SafetensorsException extends IOException {
  private static final long serialVersionUID = 1;

  SafetensorsException(Path file, String fault) {
    super(file + " is no sound safetensors file: " + fault + ".");
  }
}
