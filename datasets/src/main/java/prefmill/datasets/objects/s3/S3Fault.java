package prefmill.datasets.objects.s3;

import java.util.Locale;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * A bucket does not do what it is asked: one sentence that names the place and the mend, without a
 * word of the server's but its code.
 */
public final class S3Fault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private static final Set<Integer> REFUSALS = Set.of(401, 403);

  private S3Fault(String message, Throwable cause) {
    super(message, cause);
  }

  static S3Fault of(String bucket, String key, SdkException cause) {
    String place = "s3://" + bucket + (key.isEmpty() ? "" : "/" + key);
    return new S3Fault(
        cause instanceof S3Exception answer
            ? answered(bucket, place, answer)
            : unanswered(place, cause),
        cause);
  }

  private static String answered(String bucket, String place, S3Exception answer) {
    AwsErrorDetails details = answer.awsErrorDetails();
    String code = details == null || details.errorCode() == null ? "" : details.errorCode();
    if (code.equals("NoSuchBucket")) {
      return "there is no bucket %s at %s: make it, or correct `store`, AWS_REGION or AWS_ENDPOINT_URL_S3"
          .formatted(bucket, server());
    }
    String said = (answer.statusCode() + " " + code).strip();
    if (REFUSALS.contains(answer.statusCode())) {
      return "%s is refused by %s (%s): correct AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY or AWS_PROFILE, or allow them to list the bucket and to read, write and delete its objects"
          .formatted(place, server(), said);
    }
    return "%s cannot be used, as %s answered %s: try again, or ask who runs it"
        .formatted(place, server(), said);
  }

  private static String unanswered(String place, SdkException cause) {
    String said = String.valueOf(cause.getMessage());
    if (said.toLowerCase(Locale.ROOT).contains("credentials")) {
      return "there are no credentials for %s: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE, or give this machine a role"
          .formatted(place);
    }
    Throwable root = cause;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return "%s cannot be reached at %s (%s): check the network and AWS_ENDPOINT_URL_S3"
        .formatted(place, server(), root.getClass().getSimpleName());
  }

  private static String server() {
    return S3Access.endpoint().orElse("AWS");
  }
}
