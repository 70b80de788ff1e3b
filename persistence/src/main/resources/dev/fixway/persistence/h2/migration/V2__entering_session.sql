-- The FIX session that entered the order of a report; it did not say so before.
ALTER TABLE event ADD COLUMN entering_session VARCHAR;
