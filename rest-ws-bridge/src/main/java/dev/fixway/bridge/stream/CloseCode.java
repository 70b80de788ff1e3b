package dev.fixway.bridge.stream;

/// Why a WebSocket is closed (RFC 6455, 7.4).
final class CloseCode {
    static final int GOING_AWAY = 1001;
    static final int PROTOCOL_ERROR = 1002;
    static final int TRY_AGAIN_LATER = 1013;
    private static final int FIRST = 1000;
    private static final int FIRST_UNASSIGNED = 1016;
    private static final int FIRST_REGISTERED = 3000;
    private static final int LAST = 4999;

    private CloseCode() {}

    /// Whether a client may send it: 1004, 1005, 1006 and 1015 only ever stand for what was not sent.
    static boolean isSendable(int code) {
        boolean isReserved = code == 1004 || code == 1005 || code == 1006 || code == 1015;
        boolean isAssigned = code >= FIRST && code < FIRST_UNASSIGNED && !isReserved;
        return isAssigned || (code >= FIRST_REGISTERED && code <= LAST);
    }
}
