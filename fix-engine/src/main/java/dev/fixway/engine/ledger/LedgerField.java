package dev.fixway.engine.ledger;

import java.util.Locale;

/// The named fields of an event. Their order is the canonical order of the stored bytes: add at the end, never move.
///
/// All values are text: decimals plain with their scale, times ISO 8601 UTC with nanoseconds, flags `Y` or `N`.
/// `RAW_MESSAGE` holds bytes, one character a byte.
public enum LedgerField {
    EVENT_TYPE,
    EPOCH,
    NODE_ID,
    EVENT_TIME,
    RECEIVED_AT,
    RECORDED_AT,
    REASON_CODE,
    REASON_TEXT,
    ACTOR_TYPE,
    ACTOR_ID,
    SESSION_ID,
    REMOTE_ADDR,
    ACCOUNT,
    ORDER_ID,
    CL_ORD_ID,
    ORIG_CL_ORD_ID,
    // The order's id as parties see it who did not ask for what is reported.
    CURRENT_CL_ORD_ID,
    PARENT_ORDER_ID,
    OCO_GROUP_ID,
    PROVIDER,
    PLATFORM,
    // The id that we sent: a route id.
    PROVIDER_CLIENT_ID,
    PROVIDER_ORDER_ID,
    REQUEST_HASH,
    SYMBOL,
    PROVIDER_SYMBOL,
    SECURITY_TYPE,
    CURRENCY,
    SIDE,
    ORD_TYPE,
    TIME_IN_FORCE,
    EXPIRE_TIME,
    PRICE,
    STOP_PX,
    TRAILING_OFFSET,
    TRAILING_TYPE,
    ORDER_QTY,
    CASH_ORDER_QTY,
    DISPLAY_QTY,
    REDUCE_ONLY,
    POST_ONLY,
    HIDDEN,
    POSITION_ID,
    MARGIN_MODE,
    LEVERAGE,
    ORD_STATUS_BEFORE,
    ORD_STATUS,
    CUM_QTY,
    LEAVES_QTY,
    AVG_PX,
    EXEC_ID,
    EXEC_TYPE,
    EXEC_REF_ID,
    EXEC_RESTATEMENT_REASON,
    LAST_QTY,
    LAST_PX,
    // The venue's fill id.
    SECONDARY_EXEC_ID,
    LIQUIDITY,
    COMMISSION,
    COMMISSION_CURRENCY,
    DAY_ORDER_QTY,
    DAY_CUM_QTY,
    DAY_AVG_PX,
    SPLIT_FACTOR,
    // Who asked for what is reported: edge and name.
    REQUESTER_TYPE,
    REQUESTER,
    // Terms that a replace asks for.
    WISHED_ORD_TYPE,
    WISHED_ORDER_QTY,
    WISHED_PRICE,
    WISHED_STOP_PX,
    WISHED_TIME_IN_FORCE,
    // CxlRejResponseTo(434).
    RESPONSE_TO,
    REF_MSG_TYPE,
    REF_ID,
    BUSINESS_REJECT_REASON,
    // FIX sessions that get the report, separated by blanks.
    RECIPIENTS,
    // Whether a route in doubt was found.
    FOUND,
    RISK_DECISION,
    RISK_RULE,
    RISK_LIMIT,
    RISK_VALUE,
    REFERENCE_PRICE,
    REFERENCE_PRICE_TIME,
    RAW_MESSAGE,
    MSG_TYPE,
    MSG_SEQ_NUM,
    POSS_DUP,
    SOURCE,
    SUPERSEDES,
    // The amount that a replace asks for.
    WISHED_CASH_ORDER_QTY,
    // The venue's id of the route that the event is about, where it is not the one that the report shows; empty for none.
    ROUTE_PROVIDER_ORDER_ID,
    // The FIX session that entered the order, where the report says so to drop copy.
    ENTERING_SESSION,
    // The exits that an order asks for.
    STOP_LOSS,
    TAKE_PROFIT;

    private static final LedgerField[] BY_ORDINAL = values();

    private final String column = name().toLowerCase(Locale.ROOT);

    /// The number of the field in the stored bytes: its place in the canonical order.
    @SuppressWarnings("EnumOrdinal") // The order of the constants is the format; that is what the type says.
    int number() {
        return ordinal();
    }

    /// The name of the field in queries, exports and SQL.
    public String column() {
        return column;
    }

    /// How many there are.
    public static int count() {
        return BY_ORDINAL.length;
    }

    static LedgerField at(int ordinal) {
        return BY_ORDINAL[ordinal];
    }
}
