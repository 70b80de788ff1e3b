package dev.fixway.engine.domain;

/// What an open request asks for; the code is CxlRejResponseTo(434).
public enum RequestKind {
    CANCEL('1'),
    REPLACE('2');

    private final char responseTo;

    RequestKind(char responseTo) {
        this.responseTo = responseTo;
    }

    public char responseTo() {
        return responseTo;
    }
}
