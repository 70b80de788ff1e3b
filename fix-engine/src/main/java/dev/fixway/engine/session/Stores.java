package dev.fixway.engine.session;

import dev.fixway.engine.ledger.LedgerReader;
import dev.fixway.engine.ledger.SessionMark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import quickfix.MessageStore;
import quickfix.MessageStoreFactory;
import quickfix.SessionID;

/// Opens each session's store under `DATA_DIR/fix/store` and tells its lane where it stands.
final class Stores implements MessageStoreFactory {
    private static final Logger LOG = LoggerFactory.getLogger(Stores.class);
    private final FixServer.Home home;
    private final Map<String, Lane> lanes;
    private final Map<String, SessionMark> marks;
    private final LedgerReader reader;
    private final Runnable stored;

    Stores(FixServer.Home home, Map<String, Lane> lanes, Map<String, SessionMark> marks, LedgerReader reader,
            Runnable stored) {
        this.home = home;
        this.lanes = lanes;
        this.marks = Map.copyOf(marks);
        this.reader = reader;
        this.stored = stored;
    }

    @Override
    public MessageStore create(SessionID id) {
        Lane lane = Objects.requireNonNull(lanes.get(id.toString()), "only provisioned sessions are opened");
        SessionMark mark = marks.get(id.toString());
        FencedStore.Place place = new FencedStore.Place(home.stores(), lane.profile().fileName(), home.bootId());
        try {
            StoreOpening.Opened opened = new StoreOpening(place, listener(lane), lane.inbound(), mark).open();
            lane.open(opened, mark);
            if (mark != null && (opened.lost() || opened.unheard())) {
                lane.forgot(head(mark));
            }
            if (mark != null && opened.lost()) {
                LOG.warn("fix store lost session={} epoch={} goesOnAt={}", id, mark.epoch(), mark.reserved());
                lane.lostStore().happened(mark);
            }
            return opened.store();
        } catch (IOException e) {
            throw new UncheckedIOException("FIX store of " + id + " cannot be opened", e);
        }
    }

    private StoreFiles.Listener listener(Lane lane) {
        return new StoreFiles.Listener() {
            @Override
            public void stored() {
                stored.run();
            }

            // Its session is closed: nothing leaves that is not stored, not even a heartbeat.
            @Override
            public void broken() {
                FixSessions.cut(lane);
            }
        };
    }

    private long head(SessionMark mark) {
        long[] head = {mark.cursor()};
        reader.read(head[0] + 1, row -> {
            head[0] = row.seq();
            return true;
        });
        return head[0];
    }
}
