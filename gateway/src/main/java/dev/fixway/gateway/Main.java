package dev.fixway.gateway;

import java.io.PrintStream;

/// Where the process starts. Without arguments it means `run`.
public final class Main {

    private static final int USAGE = 2;

    private Main() {}

    /// Exits with the codes of the command line: 2 while no command has landed.
    public static void main(String[] args) {
        PrintStream err = System.err;
        err.println("Error: unknown command " + (args.length == 0 ? "run" : args[0]));
        System.exit(USAGE);
    }
}
