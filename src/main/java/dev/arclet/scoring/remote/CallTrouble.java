package dev.arclet.scoring.remote;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.arclet.scoring.FailureCause;
import dev.arclet.scoring.WorkerDeclinedException;
import dev.arclet.scoring.WorkerException;
import dev.arclet.scoring.WorkerUnreachableException;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.security.cert.CertificateException;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Why a call got no answer, in plain words, and whether that is the server's absence, its refusal or a failure. */
final class CallTrouble {
    private final ConnectionSettings settings;
    private final String asked;

    /** @param what was asked for, for messages: {@code scores} */
    CallTrouble(ConnectionSettings settings, String what) {
        this.settings = settings;
        this.asked = settings.endpoint() + " was asked for " + what + " and ";
    }

    WorkerException of(StatusRuntimeException e) {
        Status status = e.getStatus();
        return switch (status.getCode()) {
            case UNAVAILABLE -> unavailable(e);
            case DEADLINE_EXCEEDED ->
                WorkerUnreachableException.timedOut(
                        asked + "did not answer within " + settings.timeout().toMillis() + " ms: " + words(status), e);
            case CANCELLED -> cancelled(e);
            case RESOURCE_EXHAUSTED -> exhausted(e);
            case UNAUTHENTICATED, PERMISSION_DENIED ->
                WorkerDeclinedException.refusal(
                        asked + "refused (" + status.getCode() + "): " + words(status) + "; see headers", e);
            case NOT_FOUND ->
                WorkerDeclinedException.refusal(
                        asked + "does not have it: " + words(status) + "; see model and modelVersion", e);
            case UNIMPLEMENTED ->
                WorkerDeclinedException.refusal(
                        asked + "does not know this call; is it another kind of server? " + words(status), e);
            default -> new WorkerException(asked + "failed (" + status.getCode() + "): " + words(status), e);
        };
    }

    /** gRPC breaks off a call whose answer it cannot read. */
    private WorkerException cancelled(StatusRuntimeException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidProtocolBufferException) {
                return new WorkerException(
                        FailureCause.GARBAGE, asked + "gave an answer that cannot be read: " + cause.getMessage(), e);
            }
        }
        return new WorkerUnreachableException(asked + "the call was cancelled: " + words(e.getStatus()), e);
    }

    private WorkerException unavailable(StatusRuntimeException e) {
        String why = words(e.getStatus());
        if (settings.tls().isPresent() && isAboutTls(e)) {
            return WorkerDeclinedException.refusal(
                    "no encrypted connection to " + settings.endpoint() + ": " + why
                            + "; see tls.authorities, and the name in endpoint, which must be one of the certificate's",
                    e);
        }
        boolean dropped = settings.tls().isEmpty() && why.contains("reset by peer");
        return new WorkerUnreachableException(
                settings.endpoint() + " is not there: " + why
                        + (dropped ? "; if it is encrypted, give tls.authorities" : ""),
                e);
    }

    /** A connection that breaks in the midst of the handshake is nobody's mistake. */
    private static boolean isAboutTls(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            boolean broken = String.valueOf(cause.getMessage()).contains("closed");
            if (cause instanceof CertificateException || (cause instanceof SSLException && !broken)) {
                return true;
            }
        }
        return false;
    }

    /** gRPC, here or there, says of a message that is too large how large it may be. */
    private WorkerException exhausted(StatusRuntimeException e) {
        String why = words(e.getStatus());
        if (why.contains("larger than max") || why.contains("exceeds maximum")) {
            return WorkerDeclinedException.refusal(
                    asked + "takes no message that large: " + why + "; raise the server's limit, or lower messageLimit",
                    e);
        }
        return WorkerDeclinedException.busy(asked + "takes no more now: " + why, e);
    }

    /** What the server says or, where gRPC only says that there was an exception, what that was. */
    private static String words(Status status) {
        String description = Optional.ofNullable(status.getDescription()).orElse("it does not say why");
        boolean says = !description.equals("io exception") || status.getCause() == null;
        return says ? description : deepest(status.getCause());
    }

    /** What the first cause of all says. */
    static String deepest(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return Optional.ofNullable(cause.getMessage()).orElseGet(cause::toString);
    }
}
