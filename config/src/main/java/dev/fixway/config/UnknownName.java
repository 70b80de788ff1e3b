package dev.fixway.config;

/// A variable that looks like Fixway's and is none.
///
/// - `isError`: it is so near to a known name that it must be a slip; otherwise a warning is enough
/// - `message`: one sentence for the operator
public record UnknownName(String name, boolean isError, String message) {

    /// - `suggestion`: the known name that is probably meant, or empty
    static UnknownName of(String name, String suggestion) {
        return suggestion.isEmpty()
                ? new UnknownName(name, false, name + ": is not a setting of Fixway, ignored")
                : new UnknownName(name, true, name + ": is not a setting of Fixway, expected " + suggestion);
    }
}
