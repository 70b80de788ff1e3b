-- Takes from the gateway's user what it does not need. Run by the owner of the database after the tables exist (the
-- gateway's first start as the owner makes them), and after each upgrade that says so.
--
-- The role is made without a password: ALTER ROLE fixway_gateway PASSWORD '…' gives it one.
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'fixway_gateway') THEN
        CREATE ROLE fixway_gateway LOGIN;
    END IF;
END
$$;

REVOKE ALL ON SCHEMA ledger, query FROM PUBLIC;
GRANT USAGE ON SCHEMA ledger, query TO fixway_gateway;

-- The ledger: read and appended to, never changed.
GRANT SELECT, INSERT ON ledger.event, ledger.marks TO fixway_gateway;
GRANT SELECT, UPDATE ON ledger.head TO fixway_gateway;
GRANT SELECT, INSERT, DELETE ON ledger.snapshot TO fixway_gateway;
GRANT SELECT ON ledger.flyway_schema_history TO fixway_gateway;

-- The query tables: the follower's, to fill and to build anew.
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON ALL TABLES IN SCHEMA query TO fixway_gateway;
