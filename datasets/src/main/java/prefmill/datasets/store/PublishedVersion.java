package prefmill.datasets.store;

import java.nio.file.Path;
import prefmill.datasets.manifest.Manifest;

/**
 * A version that exists.
 *
 * @param number its number, from 1
 * @param folder where its files are
 * @param manifest what it says of itself; its hash is that of the commit
 */
public record PublishedVersion(int number, Path folder, Manifest manifest) {}
