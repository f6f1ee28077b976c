package prefmill.pipelines.places;

import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.beam.sdk.io.FileSystem;
import org.apache.beam.sdk.io.fs.CreateOptions;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.io.fs.MoveOptions;
import prefmill.datasets.objects.Places;

/** Lets Beam's own sources read files in buckets, each by its name; they write none. */
final class PlaceFiles extends FileSystem<PlaceFile> {
  static final String SCHEME = "s3";

  @Override
  protected List<MatchResult> match(List<String> places) throws IOException {
    List<MatchResult> results = new ArrayList<>();
    for (String place : places) {
      try {
        results.add(MatchResult.create(MatchResult.Status.OK, List.of(file(place))));
      } catch (NoSuchFileException e) {
        results.add(MatchResult.create(MatchResult.Status.NOT_FOUND, e));
      }
    }
    return results;
  }

  private static MatchResult.Metadata file(String place) throws IOException {
    Path path = Places.of(place);
    BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
    return MatchResult.Metadata.builder()
        .setResourceId(new PlaceFile(place, false))
        .setSizeBytes(attributes.size())
        .setLastModifiedMillis(attributes.lastModifiedTime().toMillis())
        .setIsReadSeekEfficient(true)
        .build();
  }

  @Override
  protected ReadableByteChannel open(PlaceFile file) throws IOException {
    return Files.newByteChannel(Places.of(file.place()));
  }

  @Override
  protected PlaceFile matchNewResource(String place, boolean isDirectory) {
    return new PlaceFile(place, isDirectory);
  }

  @Override
  protected String getScheme() {
    return SCHEME;
  }

  @Override
  protected WritableByteChannel create(PlaceFile file, CreateOptions options) {
    throw readOnly();
  }

  @Override
  protected void copy(List<PlaceFile> sources, List<PlaceFile> targets) {
    throw readOnly();
  }

  @Override
  protected void rename(List<PlaceFile> sources, List<PlaceFile> targets, MoveOptions... options) {
    throw readOnly();
  }

  @Override
  protected void delete(Collection<PlaceFile> files) {
    throw readOnly();
  }

  private static UnsupportedOperationException readOnly() {
    return new UnsupportedOperationException("Beam only reads files in buckets here");
  }
}
