-- Orders are listed by the events that begin them. The tables are built anew from the journal by the follower.

TRUNCATE TABLE event;
TRUNCATE TABLE id_event;
TRUNCATE TABLE orders;
TRUNCATE TABLE trade;
TRUNCATE TABLE event_block;
TRUNCATE TABLE block_value;
TRUNCATE TABLE follower;

-- A key of several columns is looked up once more for each row that is inserted; `ledger verify` finds rows that are there
-- twice.
DROP TABLE order_event;
CREATE TABLE order_event (
    order_number BIGINT NOT NULL,
    seq BIGINT NOT NULL
);
CREATE INDEX order_event_by_order ON order_event (order_number, seq);
DROP TABLE id_order;
CREATE TABLE id_order (
    block BIGINT NOT NULL,
    id_hash BIGINT NOT NULL,
    order_number BIGINT NOT NULL
);
CREATE INDEX id_order_by_id ON id_order (block, id_hash, order_number);

DROP INDEX orders_by_account;
DROP INDEX orders_by_symbol;
DROP INDEX orders_by_status;
DROP INDEX orders_by_time;
-- The event that begins the order.
ALTER TABLE orders ADD COLUMN first_seq BIGINT NOT NULL;

-- Blocks that begin an order which has ended so: a 64-bit hash of the status.
CREATE TABLE block_ending (
    value_hash BIGINT NOT NULL,
    block BIGINT NOT NULL,
    PRIMARY KEY (value_hash, block)
);
