package prefmill.datasets.parquet;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.SeekableInputStream;
import prefmill.datasets.objects.Places;

/** A Parquet file wherever it is; of one in a bucket only what a reader wants is fetched. */
public final class ParquetInput implements InputFile {
  private final Path file;

  private ParquetInput(Path file) {
    this.file = file;
  }

  /** The file at a place. */
  public static InputFile of(Path file) {
    return Places.isOnDisk(file) ? new LocalInputFile(file) : new ParquetInput(file);
  }

  @Override
  public long getLength() throws IOException {
    return Files.size(file);
  }

  @Override
  public SeekableInputStream newStream() throws IOException {
    SeekableByteChannel bytes = Files.newByteChannel(file);
    return new DelegatingSeekableInputStream(Channels.newInputStream(bytes)) {
      @Override
      public long getPos() throws IOException {
        return bytes.position();
      }

      @Override
      public void seek(long position) throws IOException {
        bytes.position(position);
      }
    };
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
