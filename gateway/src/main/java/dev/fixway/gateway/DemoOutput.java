package dev.fixway.gateway;

import java.io.PrintWriter;

/// What a demo shows: lines of several threads, each at once and whole.
record DemoOutput(PrintWriter out) {
    /// A heading.
    void step(String what) {
        say("");
        say("== " + what);
    }

    /// What one of the two clients has sent or got.
    void event(String who, String what) {
        say(String.format("%-10s%s", who, what));
    }

    void say(String line) {
        synchronized (out) {
            out.println(line);
            out.flush();
        }
    }
}
