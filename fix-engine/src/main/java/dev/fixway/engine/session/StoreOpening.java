package dev.fixway.engine.session;

import dev.fixway.engine.codec.ReportMessages;
import dev.fixway.engine.ledger.SessionMark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Opens a session's store and agrees it with what the ledger knows of the session.
///
/// | Epoch beside the store | Outbound number | Inbound number | What counts as sent |
/// |---|---|---|---|
/// | the ledger's | stands | the ledger's | up to the cursor, and what the store has above it |
/// | higher (a reset the ledger never heard of) | stands | 1 | the same; the rest up to now goes with 97=Y |
/// | lost | the reserved one | the ledger's | up to the cursor; the rest goes again with 97=Y |
///
/// Lost: the epoch is lower or missing, or of another boot and not synced, or the numbers are behind the ledger's.
final class StoreOpening {
    private static final Logger LOG = LoggerFactory.getLogger(StoreOpening.class);
    private final FencedStore.Place place;
    private final StoreFiles.Listener listener;
    private final Inbound inbound;
    private final @Nullable SessionMark mark;

    /// The open store.
    ///
    /// - `sent`: keys of the reports that the store has above the ledger's cursor, with their MsgSeqNum
    /// - `lost`: whether what the store had is gone
    /// - `unheard`: whether the ledger never heard of the numbers' last reset: what went before it is not known
    record Opened(FencedStore store, Map<String, Integer> sent, boolean lost, boolean unheard) {}

    /// - `listener`: hears of the store's files
    /// - `mark`: where the ledger has the session; null when it never heard of it
    StoreOpening(FencedStore.Place place, StoreFiles.Listener listener, Inbound inbound,
            @Nullable SessionMark mark) {
        this.place = place;
        this.listener = listener;
        this.inbound = inbound;
        this.mark = mark;
    }

    Opened open() throws IOException {
        Files.createDirectories(place.folder());
        EpochFile beside = EpochFile.read(place.epochFile());
        int ledgerEpoch = mark == null ? 0 : mark.epoch();
        int epoch = Math.max(1, Math.max(ledgerEpoch, beside == null ? 0 : beside.epoch()));
        SessionMark same = mark != null && mark.epoch() == epoch ? mark : null;
        boolean stale = isStale(beside, ledgerEpoch);
        StoreFiles found = stale || isHalfReset(beside) ? null : readable();
        boolean behind = found != null && same != null && isBehind(found.getNextSenderMsgSeqNum(), same);
        StoreFiles files = found == null || behind ? emptied(found) : found;
        boolean lost = behind || (stale ? beside != null || mark != null : found == null && !isHalfReset(beside));
        new EpochFile(epoch, place.bootId(), false, false).write(place.epochFile());
        FencedStore store = new FencedStore(files, place, epoch, inbound, () -> ledgerEpoch);
        int next = same == null ? 1 : Math.max(1, same.inbound());
        inbound.restart(epoch, next);
        store.setNextTargetMsgSeqNum(next);
        if (lost) {
            store.setNextSenderMsgSeqNum(same == null ? 1 : Math.max(1, same.reserved()));
            return new Opened(store, Map.of(), mark != null, false);
        }
        return new Opened(store, sent(store, same == null ? 1 : same.outbound() + 1), false,
                mark != null && same == null);
    }

    /// Whoever has sent a message was answered by a Logon(A): 1 is not free any more.
    private static boolean isBehind(int next, SessionMark same) {
        return next <= same.outbound() || (next == 1 && same.inbound() > 1);
    }

    private boolean isStale(@Nullable EpochFile beside, int ledgerEpoch) {
        return beside == null || beside.epoch() < ledgerEpoch
                || (!beside.synced() && !beside.bootId().equals(place.bootId()));
    }

    private static boolean isHalfReset(@Nullable EpochFile beside) {
        return beside != null && beside.resetting();
    }

    /// Null for a store that lacks a file too: what was in it must not be skipped in a resend.
    private @Nullable StoreFiles readable() {
        for (String part : StoreFiles.NEEDED) {
            if (!Files.exists(place.folder().resolve(place.name() + '.' + part))) {
                LOG.warn("fix store lacks a file store={} file={}", place.name(), part);
                return null;
            }
        }
        try {
            return new StoreFiles(place, listener);
        } catch (IOException e) {
            LOG.warn("fix store cannot be read store={}", place.name(), e);
            return null;
        }
    }

    private StoreFiles emptied(@Nullable StoreFiles found) throws IOException {
        if (found != null) {
            found.close();
        }
        for (String part : StoreFiles.PARTS) {
            Path file = place.folder().resolve(place.name() + '.' + part);
            Files.deleteIfExists(file);
        }
        return new StoreFiles(place, listener);
    }

    /// Keys of the reports that the store has from this number on, below its next sender number, with their numbers.
    /// A torn one is not among them: its report goes again.
    static Map<String, Integer> sent(FencedStore store, int from) {
        Map<String, Integer> keys = new HashMap<>();
        store.found(from, store.getNextSenderMsgSeqNum() - 1, _ -> {
        }).forEach((number, message) -> {
            String key = ReportMessages.keyOf(message);
            if (key != null) {
                keys.put(key, number);
            }
        });
        return keys;
    }
}
