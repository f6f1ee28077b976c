package prefmill.pipelines.places;

import org.apache.beam.sdk.io.fs.ResolveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;
import prefmill.datasets.objects.Places;

/**
 * A file in a bucket, as Beam names it.
 *
 * @param place as {@link Places#of} takes it
 * @param isDirectory whether it is meant to be a folder
 */
record PlaceFile(String place, boolean isDirectory) implements ResourceId {
  @Override
  public ResourceId resolve(String other, ResolveOptions options) {
    return new PlaceFile(
        Places.of(place).resolve(other).toString(),
        options == ResolveOptions.StandardResolveOptions.RESOLVE_DIRECTORY);
  }

  @Override
  public ResourceId getCurrentDirectory() {
    return isDirectory ? this : new PlaceFile(Places.of(place).getParent().toString(), true);
  }

  @Override
  public String getScheme() {
    return PlaceFiles.SCHEME;
  }

  @Override
  public String getFilename() {
    return Places.of(place).getFileName().toString();
  }

  @Override
  public String toString() {
    return place;
  }
}
