-- Blocks of 256 events: which times and values occur in them, so that a question about a time or a value reads the blocks
-- that can hold an answer and no others. The query side is built anew from the ledger by the follower, the ledger itself is
-- untouched.

TRUNCATE query.event, query.order_event, query.id_order, query.id_event, query.orders, query.trade, query.follower;

-- First and last event_time and recorded_at in a block (seq / 256), in nanoseconds since 1970.
CREATE TABLE query.event_block (
    block BIGINT PRIMARY KEY,
    first_event BIGINT NOT NULL,
    last_event BIGINT NOT NULL,
    first_recorded BIGINT NOT NULL,
    last_recorded BIGINT NOT NULL
);

-- Blocks with events of a type, session, account, symbol or provider: a 64-bit hash of field and value.
CREATE TABLE query.block_value (
    value_hash BIGINT NOT NULL,
    block BIGINT NOT NULL,
    PRIMARY KEY (value_hash, block)
);
