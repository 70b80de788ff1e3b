-- The query side becomes smaller: it is built anew from the journal by the follower.

DELETE FROM order_event;
DELETE FROM id_event;
DELETE FROM orders;
DELETE FROM follower;

-- What people look for and read keeps a column; the payload holds every field. Otherwise as before.
DROP TABLE event;
CREATE TABLE event (
    seq BIGINT PRIMARY KEY,
    prev_hash BINARY(32) NOT NULL,
    hash BINARY(32) NOT NULL,
    event_type VARCHAR,
    event_time TIMESTAMP(6) WITH TIME ZONE,
    recorded_at TIMESTAMP(6) WITH TIME ZONE,
    reason_code VARCHAR,
    reason_text VARCHAR,
    actor_id VARCHAR,
    session_id VARCHAR,
    account VARCHAR,
    order_id VARCHAR,
    cl_ord_id VARCHAR,
    provider VARCHAR,
    provider_order_id VARCHAR,
    symbol VARCHAR,
    side VARCHAR,
    price VARCHAR,
    order_qty VARCHAR,
    ord_status VARCHAR,
    cum_qty VARCHAR,
    leaves_qty VARCHAR,
    exec_id VARCHAR,
    last_qty VARCHAR,
    last_px VARCHAR,
    price_decimal DECIMAL(38, 18),
    order_qty_decimal DECIMAL(38, 18),
    last_px_decimal DECIMAL(38, 18),
    last_qty_decimal DECIMAL(38, 18),
    payload VARBINARY NOT NULL
);

-- Hashes are random: a key over the whole history would change a page for each. The block of an event is seq / 32768, so
-- that only the pages of the last block change. A question asks block by block.
DROP TABLE id_order;
CREATE TABLE id_order (
    block BIGINT NOT NULL,
    id_hash BIGINT NOT NULL,
    order_number BIGINT NOT NULL,
    PRIMARY KEY (block, id_hash, order_number)
);
