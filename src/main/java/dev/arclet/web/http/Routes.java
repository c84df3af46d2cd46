package dev.arclet.web.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which page answers which path. A path's parts may be variables: {@code /api/candidates/{id}}. Fixed once the port is open. */
public final class Routes {
    private final List<Route> routes = new ArrayList<>();

    private record Route(String[] parts, Page page) {
        Optional<Map<String, String>> match(String[] path) {
            if (path.length != parts.length) {
                return Optional.empty();
            }
            Map<String, String> variables = new HashMap<>();
            for (int i = 0; i < parts.length; i++) {
                if (parts[i].startsWith("{")) {
                    variables.put(parts[i].substring(1, parts[i].length() - 1), decoded(path[i]));
                } else if (!parts[i].equals(path[i])) {
                    return Optional.empty();
                }
            }
            return Optional.of(variables);
        }

        private static String decoded(String part) {
            return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
        }
    }

    /** Lets a page answer a path; the first of two that match does. */
    public Routes add(String path, Page page) {
        routes.add(new Route(path.split("/", -1), page));
        return this;
    }

    /**
     * The answer to a call: that of the first page whose path matches, or that there is none.
     *
     * @param path as it came, still encoded
     */
    Answer answer(String path, Map<String, String> parameters) throws Exception {
        String[] parts = path.split("/", -1);
        for (Route route : routes) {
            Optional<Map<String, String>> variables = route.match(parts);
            if (variables.isPresent()) {
                return answer(route.page(), new Call(variables.get(), parameters));
            }
        }
        return Answer.refusal(404, "there is no page " + path + "; see / or docs/web.md");
    }

    private static Answer answer(Page page, Call call) throws Exception {
        try {
            return page.answer(call);
        } catch (BadCallException e) {
            return Answer.refusal(400, e.getMessage());
        }
    }
}
