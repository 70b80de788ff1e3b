package dev.fixway.engine.order;

import dev.fixway.engine.domain.KillState;
import dev.fixway.engine.domain.Order;
import dev.fixway.engine.domain.OrderIntent;
import dev.fixway.engine.domain.ProviderId;
import dev.fixway.engine.domain.Terms;
import dev.fixway.engine.ledger.LedgerReader;
import dev.fixway.engine.ledger.ProviderMark;
import dev.fixway.engine.risk.Check;
import dev.fixway.engine.risk.RiskControls;
import java.time.Duration;
import java.time.Instant;
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
    final Pricing pricing;
    final Map<ProviderId, ProviderDesk> providers = new LinkedHashMap<>();
    /// How far the stream of each provider is decided, by the ledger; of providers that are gone too.
    final Map<ProviderId, ProviderMark> providerMarks = new LinkedHashMap<>();
    /// Commands that the group in hand decides.
    final List<Item.Asked> inHand = new ArrayList<>();
    /// Who gets an answer with the group in hand.
    final Map<Live.Waiter, Live> settled = new LinkedHashMap<>();
    /// Closes of positions that the ledger remembers.
    final List<RecoveredClose> recoveredCloses;
    /// Exits that had ended when this engine began, beside one of the same entry that had not.
    final List<Order> recoveredExits;
    /// Sequence of the last event before this engine.
    final long headAtStart;
    /// What new orders and replaces must keep; null for nothing.
    @Nullable
    RiskControls risk;
    KillState kill;
    Sessions sessions = Sessions.NONE;

    EngineState(EngineSettings settings, RecoveredState recovered, OrderIds ids, Inbox inbox, Timers timers,
            LedgerReader reader, long headAtStart) {
        this.settings = settings;
        this.book = new Book();
        this.usedIds = recovered.usedIds();
        this.ids = ids;
        this.inbox = inbox;
        this.timers = timers;
        this.parking = new Parking(settings.parkedMax(), inbox, reader);
        this.pricing = new Pricing(settings.parkedMax(), inbox, timers);
        this.recoveredCloses = recovered.closes();
        this.recoveredExits = recovered.endedExits();
        this.headAtStart = headAtStart;
        this.kill = recovered.kill();
        providerMarks.putAll(recovered.providerMarks());
        recovered.openOrders().forEach(book::take);
        book.sweep();
    }

    /// The order that was read, where it is in memory too: there it is newer.
    @Nullable
    Live live(Knowledge.Loaded loaded) {
        return loaded.order() == null ? null : book.find(loaded.order().orderId());
    }

    @Nullable
    ProviderDesk provider(ProviderId id) {
        return providers.get(id);
    }

    /// Decides about a new order; null when nothing stands between it and its provider.
    ///
    /// - `isExit`: it only closes a position
    /// - `isPriced`: its price was asked for
    @Nullable
    Check entering(OrderIntent intent, boolean isExit, boolean isPriced, Instant now) {
        if (kill.isOn() && !isExit) {
            return KillSwitch.REFUSED;
        }
        return risk == null ? null : risk.entering(intent, isExit, isPriced, now);
    }

    /// The same about new terms of an order.
    @Nullable
    Check replacing(Order order, Terms wished, boolean isPriced, Instant now) {
        if (kill.isOn()) {
            return KillSwitch.REFUSED;
        }
        return risk == null ? null : risk.replacing(order, wished, isPriced, now);
    }

    /// How long an order or a replace of this provider waits for its price; zero when it need not or cannot be asked.
    Duration priceWait(@Nullable Check check, Knowledge known, @Nullable ProviderDesk provider) {
        if (risk == null || provider == null || !provider.isReady() || known.isPriced()) {
            return Duration.ZERO;
        }
        return check instanceof Check.Unpriced ? risk.priceWait() : Duration.ZERO;
    }

    /// Positions of streams that the ledger does not have yet.
    List<ProviderMark> changedPositions() {
        List<ProviderMark> changed = new ArrayList<>();
        for (Map.Entry<ProviderId, ProviderDesk> entry : providers.entrySet()) {
            String cursor = entry.getValue().position().uncommitted();
            if (cursor != null) {
                changed.add(new ProviderMark(entry.getKey(), cursor));
            }
        }
        return changed;
    }

    void committed(List<ProviderMark> positions) {
        for (ProviderMark mark : positions) {
            providerMarks.put(mark.provider(), mark);
            ProviderDesk desk = providers.get(mark.provider());
            if (desk != null) {
                desk.position().committed(mark.cursor());
            }
        }
    }
}
