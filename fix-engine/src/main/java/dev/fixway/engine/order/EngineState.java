package dev.fixway.engine.order;

import dev.fixway.engine.domain.ProviderId;
import dev.fixway.engine.ledger.LedgerReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Everything that the rules share. Owned by the `orders` thread.
final class EngineState {
    final EngineSettings settings;
    final Book book;
    final UsedIds usedIds;
    final OrderIds ids;
    final Inbox inbox;
    final Timers timers;
    final Parking parking;
    final Map<ProviderId, ProviderDesk> providers = new LinkedHashMap<>();
    /// Commands that the group in hand decides.
    final List<Item.Asked> inHand = new ArrayList<>();
    /// Who gets an answer with the group in hand.
    final Map<Live.Waiter, Live> settled = new LinkedHashMap<>();
    Sessions sessions = Sessions.NONE;

    EngineState(EngineSettings settings, RecoveredState recovered, String installation, Inbox inbox, Timers timers,
            LedgerReader reader) {
        this.settings = settings;
        this.book = new Book();
        this.usedIds = recovered.usedIds();
        this.ids = new OrderIds(installation, recovered.lastNumber());
        this.inbox = inbox;
        this.timers = timers;
        this.parking = new Parking(settings.parkedMax(), inbox, reader);
        recovered.openOrders().forEach(book::take);
        book.sweep();
    }

    @Nullable
    ProviderDesk provider(ProviderId id) {
        return providers.get(id);
    }
}
