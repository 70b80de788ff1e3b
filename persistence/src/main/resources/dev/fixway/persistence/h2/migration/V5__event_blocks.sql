-- Blocks of 256 events: which times and values occur in them, so that a question about a time or a value reads the blocks
-- that can hold an answer and no others. The tables are built anew from the journal by the follower.

TRUNCATE TABLE event;
TRUNCATE TABLE order_event;
TRUNCATE TABLE id_order;
TRUNCATE TABLE id_event;
TRUNCATE TABLE orders;
TRUNCATE TABLE trade;
TRUNCATE TABLE follower;

-- First and last event_time and recorded_at in a block (seq / 256), in nanoseconds since 1970.
CREATE TABLE event_block (
    block BIGINT PRIMARY KEY,
    first_event BIGINT NOT NULL,
    last_event BIGINT NOT NULL,
    first_recorded BIGINT NOT NULL,
    last_recorded BIGINT NOT NULL
);

-- Blocks with events of a type, session, account, symbol or provider: a 64-bit hash of field and value.
CREATE TABLE block_value (
    value_hash BIGINT NOT NULL,
    block BIGINT NOT NULL,
    PRIMARY KEY (value_hash, block)
);
