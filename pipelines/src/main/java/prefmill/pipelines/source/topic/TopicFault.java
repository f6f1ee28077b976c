package prefmill.pipelines.source.topic;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.security.KeyStoreException;
import java.security.UnrecoverableKeyException;
import java.security.cert.CertificateException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import prefmill.pipelines.policy.SourcePolicy;
import prefmill.pipelines.source.SourceException;

/** What the brokers' answer means to a person. Their own words may quote settings. */
public final class TopicFault {
  private TopicFault() {}

  /** The fault that a person can mend. */
  public static SourceException of(SourcePolicy source, Throwable fault) {
    String mend = "sources." + source.name();
    Throwable root = fault;
    while (root.getCause() != null && !(root instanceof AuthenticationException)) {
      root = root.getCause();
    }
    if (root instanceof SslAuthenticationException || isSslFile(root)) {
      return SourceException.of(
          source.name(),
          "no trusted connection can be made to the brokers at %s; mend %s.bootstrap (the name must be the certificate's), or ssl.truststore.location and what else of ssl is under %s.properties and in properties_file"
              .formatted(source.bootstrap(), mend, mend),
          root);
    }
    if (root instanceof AuthenticationException) {
      return SourceException.of(
          source.name(),
          "the brokers at %s refuse to log in; mend %s.user, the password that password_env or password_file names, or the settings under %s.properties"
              .formatted(source.bootstrap(), mend, mend),
          root);
    }
    if (root instanceof AuthorizationException) {
      return SourceException.of(
          source.name(),
          "the user %s may not read the topic %s; grant Describe and Read on it"
              .formatted(source.user(), source.topic()),
          root);
    }
    if (root instanceof UnknownTopicOrPartitionException || root instanceof InvalidTopicException) {
      return SourceException.of(
          source.name(),
          "there is no topic %s at %s; make it, or mend %s.topic"
              .formatted(source.topic(), source.bootstrap(), mend),
          root);
    }
    if (root instanceof ConfigException
        && !String.valueOf(root.getMessage()).contains("bootstrap")) {
      return SourceException.of(
          source.name(),
          "a client cannot be made of the settings under %s.properties and properties_file; mend them"
              .formatted(mend),
          root);
    }
    return SourceException.of(
        source.name(),
        "the brokers at %s cannot be reached; start them, or mend %s.bootstrap (and security.protocol under %s.properties)"
            .formatted(source.bootstrap(), mend, mend),
        new IOException(root));
  }

  /** A certificate's file that is not there, or cannot be read, says so in its client's words. */
  private static boolean isSslFile(Throwable root) {
    return root instanceof InvalidConfigurationException
        || root instanceof NoSuchFileException
        || root instanceof CertificateException
        || root instanceof KeyStoreException
        || root instanceof UnrecoverableKeyException;
  }
}
