package dev.orderflow.system;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The requests of the curl commands in a Markdown file's shell blocks. */
final class CurlCommands {

    private static final Pattern SHELL_BLOCK = Pattern.compile("(?ms)^ *```(?:bash|sh|shell)\\n(.*?)^ *```");
    private static final Pattern LOOP = Pattern.compile("(?s)\\bfor (\\w+) in ([^;\\n]*)[;\\n](.*?)\\bdone\\b");
    private static final Pattern CURL = Pattern.compile("(?<![\\w/.-])curl[ \\t]");

    /** A word of a command, quoted in parts or not, and not what ends the command. */
    private static final Pattern WORD = Pattern.compile("\\G[ \\t]*((?:\"[^\"]*\"|'[^']*'|[^\\s|;&)`\"'])+)");

    private static final Pattern METHOD = Pattern.compile("-[a-zA-Z]*X|--request");
    private static final Pattern HEAD = Pattern.compile("-[a-zA-Z]*I|--head");
    private static final Pattern BODY = Pattern.compile("-[a-zA-Z]*d|--json|--data.*");
    private static final Pattern URL = Pattern.compile("(http://)?((?:\\w+\\.)?localhost|127\\.0\\.0\\.1):\\d+/.*");

    private CurlCommands() {}

    static Stream<RequestShape> in(String markdown) {
        return SHELL_BLOCK
                .matcher(markdown)
                .results()
                .map(block -> unrolled(block.group(1).replace("\\\n", " ")))
                .flatMap(CurlCommands::requests);
    }

    private static String unrolled(String script) {
        return LOOP.matcher(script).replaceAll(loop -> Matcher.quoteReplacement(rounds(loop)));
    }

    private static String rounds(MatchResult loop) {
        return Stream.of(loop.group(2).strip().split("\\s+"))
                .map(value -> loop.group(3).replace("$" + loop.group(1), value))
                .collect(joining("\n"));
    }

    private static Stream<RequestShape> requests(String script) {
        return CURL.matcher(script).results().map(curl -> request(words(script.substring(curl.end()))));
    }

    private static List<String> words(String command) {
        return WORD.matcher(command)
                .results()
                .map(word -> word.group(1).replaceAll("[\"']", ""))
                .toList();
    }

    private static RequestShape request(List<String> words) {
        var url = words.stream().filter(URL.asMatchPredicate()).findFirst();
        return RequestShape.of(
                method(words),
                url.orElseThrow(() -> new IllegalArgumentException("No URL with a port in curl " + words)));
    }

    private static String method(List<String> words) {
        for (var i = 0; i < words.size() - 1; i++) {
            if (METHOD.matcher(words.get(i)).matches()) {
                return words.get(i + 1);
            }
        }
        if (words.stream().anyMatch(HEAD.asMatchPredicate())) {
            return "HEAD";
        }
        return words.stream().anyMatch(BODY.asMatchPredicate()) ? "POST" : "GET";
    }
}
