-- Executions can be listed; the tables are built anew from the journal by the follower.

TRUNCATE TABLE event;
TRUNCATE TABLE order_event;
TRUNCATE TABLE id_order;
TRUNCATE TABLE id_event;
TRUNCATE TABLE orders;
TRUNCATE TABLE follower;

-- Events that tell executions, by 64-bit hashes of account, and of account with symbol; and events that take executions
-- back or correct them, by a hash of the order's number. What is found is checked against the event. The time is counted
-- in nanoseconds since 1970.
CREATE TABLE trade (
    key_hash BIGINT NOT NULL,
    traded BIGINT NOT NULL,
    seq BIGINT NOT NULL
);
CREATE INDEX trade_by_key ON trade (key_hash, traded DESC, seq DESC);
