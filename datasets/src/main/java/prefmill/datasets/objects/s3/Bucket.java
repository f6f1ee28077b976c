package prefmill.datasets.objects.s3;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * What is asked of a bucket. Whatever it does not do, other than that an object is not there, is an
 * {@link S3Fault}.
 */
final class Bucket {
  private static final String WRITER = "prefmill-writer";
  private static final int TRIES = 10;
  private static final long PAUSE_MILLIS = 200;

  private final String name;
  private S3Client client;

  Bucket(String name) {
    this.name = name;
  }

  String name() {
    return name;
  }

  /** An object's, or a folder's if objects begin with its name; empty of neither. */
  Optional<S3Attributes> attributes(String key) {
    if (key.isEmpty()) {
      return Optional.of(S3Attributes.FOLDER);
    }
    return head(key).map(Bucket::attributes).or(() -> folder(key));
  }

  private Optional<HeadObjectResponse> head(String key) {
    return ask(key, s3 -> s3.headObject(r -> r.bucket(name).key(key)));
  }

  private static S3Attributes attributes(HeadObjectResponse head) {
    return new S3Attributes(head.contentLength(), head.lastModified(), head.eTag());
  }

  private Optional<S3Attributes> folder(String key) {
    return ask(key, s3 -> s3.listObjectsV2(r -> r.bucket(name).prefix(key + "/").maxKeys(1)))
        .filter(list -> !list.contents().isEmpty())
        .map(list -> S3Attributes.FOLDER);
  }

  /** How long ago an object was written, by the server's clock; empty if it is gone. */
  Optional<Duration> age(String key) {
    return head(key)
        .map(
            head ->
                head.sdkHttpResponse()
                    .firstMatchingHeader("Date")
                    .map(date -> Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)))
                    .map(now -> Duration.between(head.lastModified(), now))
                    .orElse(Duration.ZERO));
  }

  /** What lies directly in a folder. */
  List<S3Path> entries(S3Path folder) {
    String prefix = folder.key().isEmpty() ? "" : folder.key() + "/";
    List<S3Path> entries = new ArrayList<>();
    ListObjectsV2Request request =
        ListObjectsV2Request.builder().bucket(name).prefix(prefix).delimiter("/").build();
    return ask(
            folder.key(),
            s3 -> {
              s3.listObjectsV2Paginator(request)
                  .forEach(
                      page -> {
                        page.commonPrefixes()
                            .forEach(
                                p -> {
                                  String child = p.prefix().substring(prefix.length());
                                  entries.add(
                                      folder.entry(
                                          child.substring(0, child.length() - 1),
                                          S3Attributes.FOLDER));
                                });
                        page.contents().stream()
                            .filter(object -> !object.key().equals(prefix))
                            .forEach(
                                object ->
                                    entries.add(
                                        folder.entry(
                                            object.key().substring(prefix.length()),
                                            new S3Attributes(
                                                object.size(),
                                                object.lastModified(),
                                                object.eTag()))));
                      });
              return entries;
            })
        .orElseGet(List::of);
  }

  /** All keys that begin so. */
  List<String> keys(String prefix) {
    ListObjectsV2Request request =
        ListObjectsV2Request.builder().bucket(name).prefix(prefix).build();
    return ask(
            prefix,
            s3 ->
                s3.listObjectsV2Paginator(request).contents().stream().map(S3Object::key).toList())
        .orElseGet(List::of);
  }

  Optional<ResponseBytes<GetObjectResponse>> get(String key) {
    return ask(key, s3 -> s3.getObjectAsBytes(r -> r.bucket(name).key(key)));
  }

  /** A part of the object of a tag. */
  byte[] range(S3Path file, String tag, long begin, int length) throws IOException {
    String bytes = "bytes=" + begin + "-" + (begin + length - 1);
    return ask(
            file.key(),
            s3 ->
                s3.getObject(
                    r -> r.bucket(name).key(file.key()).range(bytes).ifMatch(tag),
                    ResponseTransformer.toBytes()))
        .orElseThrow(() -> new IOException(file + " was deleted while it was read"))
        .asByteArray();
  }

  /**
   * Puts an object.
   *
   * @param condition null: whatever is there; {@code *}: if nothing is there; else the tag of what
   *     is there
   * @return whether the condition was met; of several callers it is for one only
   */
  boolean put(String key, RequestBody content, String condition) throws IOException {
    String writer = UUID.randomUUID().toString();
    PutObjectRequest.Builder request = PutObjectRequest.builder().bucket(name).key(key);
    if ("*".equals(condition)) {
      request.ifNoneMatch(condition).metadata(Map.of(WRITER, writer));
    } else if (condition != null) {
      request.ifMatch(condition).metadata(Map.of(WRITER, writer));
    }
    for (int tries = 1; ; tries++) {
      try {
        client().putObject(request.build(), content);
        return true;
      } catch (S3Exception e) {
        boolean other = condition != null && (e.statusCode() == 412 || e.statusCode() == 404);
        if (other && !isMissingBucket(e)) {
          return isBy(writer, key);
        }
        if (condition == null || e.statusCode() != 409 || tries == TRIES) {
          throw S3Fault.of(name, key, e);
        }
        pause();
      } catch (SdkException e) {
        throw S3Fault.of(name, key, e);
      }
    }
  }

  /** A request that is tried again does not know that its first try arrived; the object does. */
  private boolean isBy(String writer, String key) {
    return head(key).filter(head -> writer.equals(head.metadata().get(WRITER))).isPresent();
  }

  /** Copies an object of this or another bucket; nothing comes back if it is not there. */
  Optional<String> copy(S3Path source, String key) {
    return ask(
            key,
            s3 ->
                s3.copyObject(
                    r ->
                        r.sourceBucket(source.objects().name)
                            .sourceKey(source.key())
                            .destinationBucket(name)
                            .destinationKey(key)))
        .map(copy -> copy.copyObjectResult().eTag());
  }

  /** Deletes an object, if there is one. */
  void delete(String key) {
    var unused = ask(key, s3 -> s3.deleteObject(r -> r.bucket(name).key(key)));
  }

  private <T> Optional<T> ask(String key, Function<S3Client, T> request) {
    try {
      return Optional.of(request.apply(client()));
    } catch (NoSuchKeyException e) {
      return Optional.empty();
    } catch (SdkException e) {
      throw S3Fault.of(name, key, e);
    }
  }

  private static boolean isMissingBucket(S3Exception e) {
    return e.awsErrorDetails() != null && "NoSuchBucket".equals(e.awsErrorDetails().errorCode());
  }

  static void pause() throws InterruptedIOException {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while another run was at work");
    }
  }

  private synchronized S3Client client() {
    if (client == null) {
      client = S3Access.client();
    }
    return client;
  }
}
