-- The ledger as it is asked. Filled by the follower alone, in the order of the journal; can be rebuilt from it.

-- One row per event. Columns carry the names of the ledger's fields; text is exact. The two times are cut to the
-- microsecond and the *_decimal columns rounded: for comparison only. The payload holds the event whole, in its canonical
-- bytes, with all its nanoseconds and with the raw message, which has no column.
-- No secondary index: the tables of numbers below are the way in.
CREATE TABLE event (
    seq BIGINT PRIMARY KEY,
    prev_hash BINARY(32) NOT NULL,
    hash BINARY(32) NOT NULL,
    event_type VARCHAR,
    epoch VARCHAR,
    node_id VARCHAR,
    event_time TIMESTAMP(6) WITH TIME ZONE,
    received_at VARCHAR,
    recorded_at TIMESTAMP(6) WITH TIME ZONE,
    reason_code VARCHAR,
    reason_text VARCHAR,
    actor_type VARCHAR,
    actor_id VARCHAR,
    session_id VARCHAR,
    remote_addr VARCHAR,
    account VARCHAR,
    order_id VARCHAR,
    cl_ord_id VARCHAR,
    orig_cl_ord_id VARCHAR,
    current_cl_ord_id VARCHAR,
    parent_order_id VARCHAR,
    oco_group_id VARCHAR,
    provider VARCHAR,
    platform VARCHAR,
    provider_client_id VARCHAR,
    provider_order_id VARCHAR,
    request_hash VARCHAR,
    symbol VARCHAR,
    provider_symbol VARCHAR,
    security_type VARCHAR,
    currency VARCHAR,
    side VARCHAR,
    ord_type VARCHAR,
    time_in_force VARCHAR,
    expire_time VARCHAR,
    price VARCHAR,
    stop_px VARCHAR,
    trailing_offset VARCHAR,
    trailing_type VARCHAR,
    order_qty VARCHAR,
    cash_order_qty VARCHAR,
    display_qty VARCHAR,
    reduce_only VARCHAR,
    post_only VARCHAR,
    hidden VARCHAR,
    position_id VARCHAR,
    margin_mode VARCHAR,
    leverage VARCHAR,
    ord_status_before VARCHAR,
    ord_status VARCHAR,
    cum_qty VARCHAR,
    leaves_qty VARCHAR,
    avg_px VARCHAR,
    exec_id VARCHAR,
    exec_type VARCHAR,
    exec_ref_id VARCHAR,
    exec_restatement_reason VARCHAR,
    last_qty VARCHAR,
    last_px VARCHAR,
    secondary_exec_id VARCHAR,
    liquidity VARCHAR,
    commission VARCHAR,
    commission_currency VARCHAR,
    day_order_qty VARCHAR,
    day_cum_qty VARCHAR,
    day_avg_px VARCHAR,
    split_factor VARCHAR,
    requester_type VARCHAR,
    requester VARCHAR,
    wished_ord_type VARCHAR,
    wished_order_qty VARCHAR,
    wished_price VARCHAR,
    wished_stop_px VARCHAR,
    wished_time_in_force VARCHAR,
    response_to VARCHAR,
    ref_msg_type VARCHAR,
    ref_id VARCHAR,
    business_reject_reason VARCHAR,
    recipients VARCHAR,
    found VARCHAR,
    risk_decision VARCHAR,
    risk_rule VARCHAR,
    risk_limit VARCHAR,
    risk_value VARCHAR,
    reference_price VARCHAR,
    reference_price_time VARCHAR,
    msg_type VARCHAR,
    msg_seq_num VARCHAR,
    poss_dup VARCHAR,
    source VARCHAR,
    supersedes VARCHAR,
    wished_cash_order_qty VARCHAR,
    route_provider_order_id VARCHAR,
    price_decimal DECIMAL(38, 18),
    order_qty_decimal DECIMAL(38, 18),
    last_px_decimal DECIMAL(38, 18),
    last_qty_decimal DECIMAL(38, 18),
    payload VARBINARY NOT NULL
);

-- The events of an order. The number is that of its OrderID(37).
CREATE TABLE order_event (
    order_number BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    PRIMARY KEY (order_number, seq)
);

-- Orders that an id leads to: 64-bit hashes of ids of clients and venues. What is found is checked against the event.
CREATE TABLE id_order (
    id_hash BIGINT NOT NULL,
    order_number BIGINT NOT NULL,
    PRIMARY KEY (id_hash, order_number)
);

-- Events without an order that an id leads to.
CREATE TABLE id_event (
    id_hash BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    PRIMARY KEY (id_hash, seq)
);

-- What lists show of an order.
CREATE TABLE orders (
    order_number BIGINT PRIMARY KEY,
    order_id VARCHAR(18) NOT NULL,
    account VARCHAR NOT NULL,
    symbol VARCHAR NOT NULL,
    side VARCHAR NOT NULL,
    cl_ord_id VARCHAR,
    status VARCHAR NOT NULL,
    terminal BOOLEAN NOT NULL,
    created TIMESTAMP(9) WITH TIME ZONE NOT NULL,
    updated TIMESTAMP(9) WITH TIME ZONE NOT NULL
);
CREATE INDEX orders_by_account ON orders (account, order_number DESC);
CREATE INDEX orders_by_symbol ON orders (account, symbol, order_number DESC);
CREATE INDEX orders_by_status ON orders (account, status, order_number DESC);
CREATE INDEX orders_by_time ON orders (account, created);

-- How far the journal is applied; written with each batch.
CREATE TABLE follower (
    id INT PRIMARY KEY CHECK (id = 1),
    installation CHAR(4) NOT NULL,
    applied_seq BIGINT NOT NULL,
    applied_hash BINARY(32) NOT NULL
);
