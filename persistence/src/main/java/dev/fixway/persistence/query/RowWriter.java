package dev.fixway.persistence.query;

/// Writes the rows of an answer as text, one after the other. Not shared between threads.
public interface RowWriter {
    void write(LedgerRow row);

    /// After the last row.
    void end();
}
