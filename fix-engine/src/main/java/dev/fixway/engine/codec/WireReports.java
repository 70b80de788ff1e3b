package dev.fixway.engine.codec;

import dev.fixway.engine.domain.Report;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.ReportCodec;
import dev.fixway.engine.reconcile.ReportWire;
import dev.fixway.engine.replay.TagValues;
import org.jspecify.annotations.Nullable;

/// Reports of the ledger as the live sessions write them.
public final class WireReports implements ReportWire {
    @Override
    public @Nullable TagValues of(LedgerEvent event, String session, boolean dropCopy) {
        Report report = ReportCodec.read(event);
        return report == null
                ? null
                : TagValues.of(ReportMessages.write(report, new Recipient(session, dropCopy)).toString());
    }
}
