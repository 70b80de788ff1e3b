-- Orders are listed by the events that begin them. The query side is built anew from the ledger by the follower, the ledger
-- itself is untouched.

TRUNCATE query.event, query.order_event, query.id_order, query.id_event, query.orders, query.trade, query.event_block,
    query.block_value, query.follower;

DROP INDEX query.orders_by_account;
DROP INDEX query.orders_by_symbol;
DROP INDEX query.orders_by_status;
DROP INDEX query.orders_by_time;
-- The event that begins the order.
ALTER TABLE query.orders ADD COLUMN first_seq BIGINT NOT NULL;

-- Blocks that begin an order which has ended so: a 64-bit hash of the status.
CREATE TABLE query.block_ending (
    value_hash BIGINT NOT NULL,
    block BIGINT NOT NULL,
    PRIMARY KEY (value_hash, block)
);
