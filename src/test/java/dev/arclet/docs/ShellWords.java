package dev.arclet.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of an example's command line as a shell would give them to the program. */
final class ShellWords {
    private static final Pattern WORD = Pattern.compile("((?:'[^']*'|\"[^\"]*\"|[^\\s'\"])+)");

    private ShellWords() {}

    /** Up to a comment, a pipe, a redirection or another command. */
    static List<String> of(String line) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(line);
        while (word.find()) {
            String text = word.group(1);
            if (text.matches("#.*|[|;&>].*|2>.*")) {
                break;
            }
            words.add(text.replaceAll("['\"]", ""));
        }
        return words;
    }
}
