-- The ledger. Rows of event and marks are written once, together with a move of the head row, and never changed.


-- How far the ledger is and who may write it. A writer moves it only from where it left it, under its own epoch.
CREATE TABLE ledger.head (
    id INT PRIMARY KEY CHECK (id = 1),
    installation CHAR(4) NOT NULL,
    epoch BIGINT NOT NULL,
    writer TEXT NOT NULL,
    writer_name TEXT NOT NULL,
    taken_at TIMESTAMPTZ NOT NULL,
    seq BIGINT NOT NULL,
    group_number BIGINT NOT NULL,
    hash BYTEA NOT NULL
) WITH (fillfactor = 10);

INSERT INTO ledger.head
SELECT 1, string_agg(substr('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ', 1 + get_byte(bytes, n) % 36, 1), ''),
    0, '', '', now(), 0, 0, decode(repeat('00', 32), 'hex')
FROM (SELECT uuid_send(gen_random_uuid()) AS bytes) AS random, generate_series(0, 3) AS n;

-- One row per event: its canonical bytes and its place in the hash chain. No secondary index.
CREATE TABLE ledger.event (
    seq BIGINT PRIMARY KEY,
    group_number BIGINT NOT NULL,
    epoch BIGINT NOT NULL,
    prev_hash BYTEA NOT NULL,
    hash BYTEA NOT NULL,
    payload BYTEA NOT NULL
);
ALTER TABLE ledger.event ALTER COLUMN payload SET STORAGE EXTERNAL;

-- The positions of FIX sessions and provider streams that ride along with a group; in the chain before its events.
CREATE TABLE ledger.marks (
    group_number BIGINT PRIMARY KEY,
    first_seq BIGINT NOT NULL,
    epoch BIGINT NOT NULL,
    prev_hash BYTEA NOT NULL,
    hash BYTEA NOT NULL,
    marks BYTEA NOT NULL
);

-- Open states with which a start begins; can be lost without harm.
CREATE TABLE ledger.snapshot (
    group_number BIGINT PRIMARY KEY,
    seq BIGINT NOT NULL,
    state BYTEA NOT NULL
);

CREATE FUNCTION ledger.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the ledger is only ever appended to: % on % is refused', TG_OP, TG_TABLE_NAME;
END
$$;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.event
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.marks
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
CREATE TRIGGER one_row BEFORE INSERT OR DELETE OR TRUNCATE ON ledger.head
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();

-- From here on: the ledger as it is asked. Filled by the follower in the order of the ledger; can be rebuilt from it.

-- One row per event. Columns carry the names of the ledger's fields; text is exact, but for the character 0, which shows
-- as U+FFFD. The two times are cut to the microsecond and the *_decimal columns rounded: for comparison only. The event
-- whole, in its canonical bytes, with all its nanoseconds and the raw message, is ledger.event.payload.
-- No secondary index: the tables of numbers below are the way in.
CREATE TABLE query.event (
    seq BIGINT PRIMARY KEY,
    prev_hash BYTEA NOT NULL,
    hash BYTEA NOT NULL,
    event_type TEXT,
    epoch TEXT,
    node_id TEXT,
    event_time TIMESTAMPTZ(6),
    received_at TEXT,
    recorded_at TIMESTAMPTZ(6),
    reason_code TEXT,
    reason_text TEXT,
    actor_type TEXT,
    actor_id TEXT,
    session_id TEXT,
    remote_addr TEXT,
    account TEXT,
    order_id TEXT,
    cl_ord_id TEXT,
    orig_cl_ord_id TEXT,
    current_cl_ord_id TEXT,
    parent_order_id TEXT,
    oco_group_id TEXT,
    provider TEXT,
    platform TEXT,
    provider_client_id TEXT,
    provider_order_id TEXT,
    request_hash TEXT,
    symbol TEXT,
    provider_symbol TEXT,
    security_type TEXT,
    currency TEXT,
    side TEXT,
    ord_type TEXT,
    time_in_force TEXT,
    expire_time TEXT,
    price TEXT,
    stop_px TEXT,
    trailing_offset TEXT,
    trailing_type TEXT,
    order_qty TEXT,
    cash_order_qty TEXT,
    display_qty TEXT,
    reduce_only TEXT,
    post_only TEXT,
    hidden TEXT,
    position_id TEXT,
    margin_mode TEXT,
    leverage TEXT,
    ord_status_before TEXT,
    ord_status TEXT,
    cum_qty TEXT,
    leaves_qty TEXT,
    avg_px TEXT,
    exec_id TEXT,
    exec_type TEXT,
    exec_ref_id TEXT,
    exec_restatement_reason TEXT,
    last_qty TEXT,
    last_px TEXT,
    secondary_exec_id TEXT,
    liquidity TEXT,
    commission TEXT,
    commission_currency TEXT,
    day_order_qty TEXT,
    day_cum_qty TEXT,
    day_avg_px TEXT,
    split_factor TEXT,
    requester_type TEXT,
    requester TEXT,
    wished_ord_type TEXT,
    wished_order_qty TEXT,
    wished_price TEXT,
    wished_stop_px TEXT,
    wished_time_in_force TEXT,
    response_to TEXT,
    ref_msg_type TEXT,
    ref_id TEXT,
    business_reject_reason TEXT,
    recipients TEXT,
    found TEXT,
    risk_decision TEXT,
    risk_rule TEXT,
    risk_limit TEXT,
    risk_value TEXT,
    reference_price TEXT,
    reference_price_time TEXT,
    msg_type TEXT,
    msg_seq_num TEXT,
    poss_dup TEXT,
    source TEXT,
    supersedes TEXT,
    wished_cash_order_qty TEXT,
    route_provider_order_id TEXT,
    price_decimal NUMERIC(38, 18),
    order_qty_decimal NUMERIC(38, 18),
    last_px_decimal NUMERIC(38, 18),
    last_qty_decimal NUMERIC(38, 18)
);

-- The events of an order. The number is that of its OrderID(37).
CREATE TABLE query.order_event (
    order_number BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    PRIMARY KEY (order_number, seq)
);

-- Orders that an id leads to: 64-bit hashes of ids of clients and venues. What is found is checked against the event.
CREATE TABLE query.id_order (
    id_hash BIGINT NOT NULL,
    order_number BIGINT NOT NULL,
    PRIMARY KEY (id_hash, order_number)
);

-- Events without an order that an id leads to.
CREATE TABLE query.id_event (
    id_hash BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    PRIMARY KEY (id_hash, seq)
);

-- What lists show of an order. Times are nanoseconds since 1970: PostgreSQL's own end at the microsecond.
CREATE TABLE query.orders (
    order_number BIGINT PRIMARY KEY,
    order_id TEXT NOT NULL,
    account TEXT NOT NULL,
    symbol TEXT NOT NULL,
    side TEXT NOT NULL,
    cl_ord_id TEXT,
    status TEXT NOT NULL,
    terminal BOOLEAN NOT NULL,
    created BIGINT NOT NULL,
    updated BIGINT NOT NULL
);
CREATE INDEX orders_by_account ON query.orders (account, order_number DESC);
CREATE INDEX orders_by_symbol ON query.orders (account, symbol, order_number DESC);
CREATE INDEX orders_by_status ON query.orders (account, status, order_number DESC);
CREATE INDEX orders_by_time ON query.orders (account, created);

-- How far the ledger is applied; written with each batch.
CREATE TABLE query.follower (
    id INT PRIMARY KEY CHECK (id = 1),
    installation CHAR(4) NOT NULL,
    applied_seq BIGINT NOT NULL,
    applied_hash BYTEA NOT NULL
);
