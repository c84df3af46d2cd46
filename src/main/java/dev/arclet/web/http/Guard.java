package dev.arclet.web.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Who may call. With a token, whoever shows it, as bearer or as the password of basic authorization, under which browsers ask for it.
 * Without one, whoever is on this machine, by a name of this machine: a page from elsewhere that points a name of its own at
 * 127.0.0.1 is turned away. {@code /health} is open to all, for probes carry no token.
 */
public final class Guard {
    private static final String BEARER = "Bearer ";
    private static final String BASIC = "Basic ";

    private final Optional<Supplier<String>> token;

    /**
     * @param token read at each call, so that one that is renewed in a file is used at once; may fail with
     *     IllegalArgumentException
     */
    public Guard(Optional<Supplier<String>> token) {
        this.token = token;
    }

    /**
     * Why a call is not answered; empty if it is.
     *
     * @param host the header of this name, empty if there is none
     * @param authorization the header of this name, empty if there is none
     */
    public Optional<Answer> refusal(String path, String host, String authorization) {
        if (path.startsWith("/health/")) {
            return Optional.empty();
        }
        return token.isPresent() ? withToken(token.get(), authorization) : withoutToken(host);
    }

    private static Optional<Answer> withToken(Supplier<String> token, String authorization) {
        String expected;
        try {
            expected = token.get();
        } catch (IllegalArgumentException e) {
            return Optional.of(Answer.refusal(503, "web.token can't be read: " + e.getMessage()));
        }
        if (isSame(expected, shown(authorization))) {
            return Optional.empty();
        }
        return Optional.of(Answer.refusal(
                        401, "give the token of web.token: Authorization: Bearer TOKEN, or as password of any user")
                .with("WWW-Authenticate", "Basic realm=\"Arclet\", charset=\"UTF-8\""));
    }

    private static String shown(String authorization) {
        if (authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return authorization.substring(BEARER.length()).strip();
        }
        if (authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return password(authorization.substring(BASIC.length()).strip());
        }
        return "";
    }

    private static String password(String encoded) {
        try {
            String login = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            return login.substring(login.indexOf(':') + 1);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /** In the same time whatever the difference. */
    private static boolean isSame(String expected, String shown) {
        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), shown.getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<Answer> withoutToken(String host) {
        return isThisMachine(host)
                ? Optional.empty()
                : Optional.of(Answer.refusal(
                        421, "this port answers to localhost only; set web.token to reach it by another name"));
    }

    /** Whether a host, with or without a port, is a name that only this machine has for itself. */
    public static boolean isThisMachine(String host) {
        String name = host.replaceFirst(":\\d*$", "");
        return name.equalsIgnoreCase("localhost")
                || name.equals("[::1]")
                || host.equals("::1")
                || name.matches("127(\\.\\d{1,3}){3}");
    }
}
