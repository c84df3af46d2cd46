package dev.arclet.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;

/**
 * A registry that answers {@code GET /schemas/ids/{id}} with {@code {"schema": "..."}}, as Confluent's and its kin do. Status 404
 * says that the id is unknown; all else that goes wrong, an answer that is no schema included, means that it can't be told now.
 * Nothing is kept here: see {@link SchemaChain}.
 */
public final class RegistrySchemas implements SchemaSource {
    /** How long an answer may take by default. */
    public static final Duration TIMEOUT = Duration.ofSeconds(10);

    private static final int LARGEST_ANSWER = 4 << 20;
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String url;
    private final Optional<String> authorization;
    private final Duration timeout;
    private final HttpClient client;

    /**
     * @param url of the registry, to which {@code /schemas/ids/{id}} is added; a {@code user:password@} in it is sent as basic
     *     authorization and shown nowhere
     * @param authorization value of the Authorization header, which outranks the URL's: see {@link #basic} and {@link #bearer}
     * @param timeout for the whole answer
     * @throws IllegalArgumentException if the URL is not one of http or https
     */
    public RegistrySchemas(URI url, Optional<String> authorization, Duration timeout) {
        if (!("http".equals(url.getScheme()) || "https".equals(url.getScheme())) || url.getHost() == null) {
            boolean mayHoldALogin = url.toString().contains("@");
            throw new IllegalArgumentException(
                    "schema registry URL is %s; give one that starts with http:// or https:// and names a host"
                            .formatted(mayHoldALogin ? "one with a login" : url));
        }
        this.url = withoutLogin(url);
        this.authorization =
                authorization.or(() -> Optional.ofNullable(url.getUserInfo()).map(RegistrySchemas::basic));
        this.timeout = timeout;
        this.client = HttpClient.newBuilder()
                .connectTimeout(timeout)
                // A redirected request keeps its headers, and the login is for this registry only.
                .followRedirects(
                        this.authorization.isPresent() ? HttpClient.Redirect.NEVER : HttpClient.Redirect.NORMAL)
                .build();
    }

    /** Without authorization, with the default timeout. */
    public RegistrySchemas(URI url) {
        this(url, Optional.empty(), TIMEOUT);
    }

    private static String withoutLogin(URI url) {
        String port = url.getPort() < 0 ? "" : ":" + url.getPort();
        String path = url.getRawPath() == null ? "" : url.getRawPath().replaceAll("/+$", "");
        return url.getScheme() + "://" + url.getHost() + port + path;
    }

    /** An Authorization header from a user's name and password. */
    public static String basic(String user, String password) {
        return basic(user + ":" + password);
    }

    private static String basic(String login) {
        return "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    }

    /** An Authorization header from a token. */
    public static String bearer(String token) {
        return "Bearer " + token;
    }

    @Override
    public Optional<Schema> byId(int id) throws SchemaUnavailableException {
        URI address = URI.create(url + "/schemas/ids/" + id);
        HttpResponse<byte[]> answer = get(address);
        if (answer.statusCode() == NOT_FOUND) {
            return Optional.empty();
        }
        if (answer.statusCode() != OK) {
            throw new SchemaUnavailableException("%s answers status %d".formatted(address, answer.statusCode()));
        }
        return Optional.of(schema(answer.body(), address));
    }

    private HttpResponse<byte[]> get(URI address) throws SchemaUnavailableException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .timeout(timeout)
                .header("Accept", "application/vnd.schemaregistry.v1+json, application/json");
        authorization.ifPresent(value -> request.header("Authorization", value));
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(request.build(), status -> new BoundedBody(LARGEST_ANSWER));
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new SchemaUnavailableException("%s does not answer: %s".formatted(address, e.getCause()), e);
        } catch (TimeoutException e) {
            throw new SchemaUnavailableException(
                    "%s does not answer within %d ms".formatted(address, timeout.toMillis()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SchemaUnavailableException("the wait for %s was interrupted".formatted(address), e);
        } finally {
            answer.cancel(true);
        }
    }

    private static Schema schema(byte[] answer, URI address) throws SchemaUnavailableException {
        try {
            JsonNode text =
                    JSON.readTree(new String(answer, StandardCharsets.UTF_8)).path("schema");
            return SchemaText.parse(text.asText());
        } catch (JsonProcessingException | SchemaParseException e) {
            throw new SchemaUnavailableException(
                    "%s answers something that holds no Avro schema: %s".formatted(address, e.getMessage()), e);
        }
    }

    @Override
    public String toString() {
        return "registry " + url;
    }
}
