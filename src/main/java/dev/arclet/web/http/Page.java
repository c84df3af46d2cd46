package dev.arclet.web.http;

/** Answers the calls of one path. Called by several threads at once. */
@FunctionalInterface
public interface Page {
    /**
     * Answers.
     *
     * @throws BadCallException if the call asks for something that cannot be; the message is for the caller
     */
    Answer answer(Call call) throws Exception;
}
