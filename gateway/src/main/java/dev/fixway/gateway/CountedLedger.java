package dev.fixway.gateway;

import dev.fixway.bridge.rest.TradingMetrics;
import dev.fixway.engine.domain.ProviderId;
import dev.fixway.engine.ledger.Group;
import dev.fixway.engine.ledger.Ledger;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.LedgerField;
import dev.fixway.engine.ledger.LedgerReader;
import dev.fixway.engine.ledger.Snapshot;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Counts what was committed, for the metrics.
final class CountedLedger implements Ledger {
    private final Ledger ledger;
    private final TradingMetrics metrics;

    CountedLedger(Ledger ledger, TradingMetrics metrics) {
        this.ledger = ledger;
        this.metrics = metrics;
    }

    @Override
    public void append(Group group) {
        ledger.append(group);
        for (LedgerEvent event : group.events()) {
            String provider = event.get(LedgerField.PROVIDER);
            if (provider != null && event.has(LedgerField.ORDER_ID)) {
                metrics.orderEvent(new ProviderId(provider), event.type());
            }
        }
    }

    @Override
    public String installation() {
        return ledger.installation();
    }

    @Override
    public long headSeq() {
        return ledger.headSeq();
    }

    @Override
    public long groupCount() {
        return ledger.groupCount();
    }

    @Override
    public @Nullable Snapshot latestSnapshot() {
        return ledger.latestSnapshot();
    }

    @Override
    public void keep(Snapshot snapshot) {
        ledger.keep(snapshot);
    }

    @Override
    public void replay(long afterSeq, long afterGroup, Consumer<Group> visitor) {
        ledger.replay(afterSeq, afterGroup, visitor);
    }

    @Override
    public LedgerReader reader() {
        return ledger.reader();
    }

    @Override
    public void close() {
        ledger.close();
    }
}
