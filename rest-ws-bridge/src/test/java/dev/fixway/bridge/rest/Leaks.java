package dev.fixway.bridge.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;

/// What no client may ever read in an answer.
final class Leaks {
    private static final Pattern LEAK = Pattern.compile(
            "Exception|java\\.|dev\\.fixway|jackson|undertow|xnio|StreamRead|JsonRead|\\bat [a-z]+\\.[a-z]|/work/|/home/"
                    + "|/tmp/",
            Pattern.CASE_INSENSITIVE);

    private Leaks() {}

    static void assertNone(String text) {
        assertThat(LEAK.matcher(text).results().map(result -> result.group()).toList()).as(text).isEmpty();
    }
}
