-- Executions can be listed; the query side is built anew from the ledger by the follower, the ledger itself is untouched.

TRUNCATE query.event, query.order_event, query.id_order, query.id_event, query.orders, query.follower;

-- Events that tell executions, by 64-bit hashes of account, and of account with symbol; and events that take executions
-- back or correct them, by a hash of the order's number. What is found is checked against the event. The time is counted
-- in nanoseconds since 1970.
CREATE TABLE query.trade (
    key_hash BIGINT NOT NULL,
    traded BIGINT NOT NULL,
    seq BIGINT NOT NULL
);
CREATE INDEX trade_by_key ON query.trade (key_hash, traded DESC, seq DESC);
