package dev.arclet.kafka;

import java.util.regex.Pattern;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;

/** Says in one line what a Kafka client's failure means and which property to look at. Shows no value of a property that may be a secret. */
final class ClientTrouble {
    /** Java's words for a certificate that is good, but for another host. */
    private static final Pattern OTHER_HOST =
            Pattern.compile("No name matching|No subject alternative|doesn't match", Pattern.CASE_INSENSITIVE);

    private static final Pattern NOT_VOUCHED_FOR =
            Pattern.compile("PKIX path|certification path|trustAnchors|unable to find valid");
    private static final Pattern OUT_OF_DATE = Pattern.compile("NotAfter|NotBefore|validity");
    private static final Pattern WANTS_ONE =
            Pattern.compile("certificate_required|bad_certificate|certificate_unknown|unknown_ca");

    private ClientTrouble() {}

    /** What an answer that did not come, or was a refusal, means. */
    static String explained(Throwable error) {
        String reason = KafkaSetupException.reason(error);
        if (error instanceof TimeoutException) {
            return "no answer in time (" + reason + "); see whether its brokers are up";
        }
        if (error instanceof SslAuthenticationException) {
            return "no encrypted connection: " + tls(reason, allWords(error));
        }
        if (error instanceof AuthenticationException) {
            return "login refused (" + reason
                    + "); correct the user or the password in sasl.jaas.config, or sasl.mechanism";
        }
        if (error instanceof AuthorizationException) {
            return reason + "; ask its operator for the permission, or to do it";
        }
        return reason;
    }

    /** What every cause has to say, for the innermost one may be the least telling. */
    private static String allWords(Throwable error) {
        StringBuilder words = new StringBuilder();
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            words.append(cause.getMessage()).append('\n');
        }
        return words.toString();
    }

    private static String tls(String reason, String words) {
        if (OTHER_HOST.matcher(words).find()) {
            return "the broker's certificate is for another host (" + reason
                    + "); write the name that it is for in bootstrap.servers, and see that the broker's"
                    + " advertised.listeners have it";
        }
        if (NOT_VOUCHED_FOR.matcher(words).find()) {
            return "nobody in ssl.truststore.location vouches for the broker's certificate (" + reason
                    + "); give the authority that signed it there";
        }
        if (OUT_OF_DATE.matcher(words).find()) {
            return "the broker's certificate is out of date (" + reason + "); have it renewed, or correct the clock";
        }
        if (WANTS_ONE.matcher(words).find()) {
            return "the broker does not take this client's certificate (" + reason
                    + "); give one that it knows in ssl.keystore.location";
        }
        return reason
                + "; see whether the broker's port expects TLS, and correct security.protocol and the ssl.* properties";
    }

    /**
     * What keeps a client from being made.
     *
     * @param error thrown by the client's constructor
     */
    static KafkaSetupException notMade(ClientSettings settings, Throwable error) {
        String reason = KafkaSetupException.reason(error);
        if (reason.contains("JAAS") || reason.contains("ogin module")) {
            // Kafka's parser quotes what it does not understand, which may be half a password: not even a trace may
            // show it.
            return new KafkaSetupException(
                    "Kafka at %s: sasl.jaas.config in %s is not well formed; write MODULE required username=\"...\" password=\"...\"; with both values in double quotes, and a \" or \\ in them after a \\"
                            .formatted(settings.bootstrap(), settings.place()));
        }
        return new KafkaSetupException(
                "Kafka at %s: %s; correct %s".formatted(settings.bootstrap(), reason, settings.place()), error);
    }
}
