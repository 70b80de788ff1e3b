package dev.fixway.persistence.query;

/// A question that cannot be asked so; the message says what is allowed, for the person who asked.
public final class BadQuestionException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final String member;

    /// - `member`: what of the question is wrong, such as `from`
    public BadQuestionException(String member, String message) {
        super(message);
        this.member = member;
    }

    /// The member of the question that is wrong.
    public String member() {
        return member;
    }
}
