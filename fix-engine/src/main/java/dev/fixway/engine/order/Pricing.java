package dev.fixway.engine.order;

import dev.fixway.engine.domain.AccountId;
import dev.fixway.engine.domain.ClOrdId;
import dev.fixway.engine.domain.Command;
import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.domain.OrderRef;
import dev.fixway.engine.domain.Party;
import dev.fixway.engine.domain.ProviderId;
import dev.fixway.engine.domain.Symbol;
import dev.fixway.engine.market.LastPrices;
import dev.fixway.engine.provider.Quote;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Orders and replaces that wait for the price of their symbol, and whatever is about them behind: first in, first out
/// per symbol. Owned by the `orders` thread; venues are asked on virtual threads, one at a time for each symbol.
final class Pricing {
    private static final Logger LOG = LoggerFactory.getLogger(Pricing.class);
    private final int max;
    private final Inbox inbox;
    private final Timers timers;
    private final Map<Of, Line> lines = new LinkedHashMap<>();
    /// Client ids and order ids that something waits about.
    private final Map<Object, Line> about = new HashMap<>();
    private final Set<Of> underWay = new HashSet<>();
    private int size;
    private long last;

    /// - `max`: how many may wait
    Pricing(int max, Inbox inbox, Timers timers) {
        this.max = max;
        this.inbox = inbox;
        this.timers = timers;
    }

    /// What is priced.
    record Of(ProviderId provider, Symbol symbol) {}

    /// Those who wait for one price, oldest first.
    static final class Line {
        private final long number;
        private final List<Waits> waiting = new ArrayList<>();
        private final Set<Object> ids = new HashSet<>();
        private final Future<?> alarm;

        private Line(long number, Future<?> alarm) {
            this.number = number;
            this.alarm = alarm;
        }
    }

    private record Waits(Item.Asked asked, long number) {
        boolean isOrderOf(AccountId account, @Nullable Symbol symbol) {
            return asked.command() instanceof Command.EnterOrder entry && entry.party().account().equals(account)
                    && (symbol == null || symbol.equals(entry.intent().symbol()));
        }
    }

    boolean isFull() {
        return size >= max || underWay.size() >= max;
    }

    /// Where this command has to queue, because something that it is about waits there; null when nothing does.
    @Nullable
    Line lineOf(Item.Asked asked) {
        if (size == 0) {
            return null;
        }
        if (asked.command() instanceof Command.CancelAll all) {
            return lineOf(all.party().account(), all.symbol(), asked.known().behind(last));
        }
        if (asked.command() instanceof Command.AskMassStatus mass) {
            return lineOf(mass.party().account(), mass.question().symbol(), asked.known().behind(last));
        }
        for (Object id : ids(asked.command())) {
            Line line = about.get(id);
            if (line != null) {
                return line;
            }
        }
        return null;
    }

    /// Every order that came before it counts, none that came later.
    private @Nullable Line lineOf(AccountId account, @Nullable Symbol symbol, long behind) {
        for (Line line : lines.values()) {
            for (Waits waits : line.waiting) {
                if (waits.number <= behind && waits.isOrderOf(account, symbol)) {
                    return line;
                }
            }
        }
        return null;
    }

    /// Where something about this order waits; null when nothing does.
    @Nullable
    Line lineOf(OrderId orderId) {
        return about.get(orderId);
    }

    void follow(Line line, Item.Asked asked) {
        size++;
        line.waiting.add(new Waits(asked, ++last));
        ids(asked.command()).forEach(id -> name(line, id));
    }

    /// Lets a command wait for the price of its symbol; the first one asks for it, after the commit.
    ///
    /// - `orderId`: of the order that shall be changed; null for a new one
    void await(Turn turn, ProviderDesk provider, Symbol symbol, Duration wait, Item.Asked asked,
            @Nullable OrderId orderId) {
        Of of = new Of(provider.provider().id(), symbol);
        Line line = lines.computeIfAbsent(of, _ -> {
            long number = ++last;
            return new Line(number, timers.in(wait, new Item.PriceLate(of, number)));
        });
        follow(line, asked);
        if (orderId != null) {
            name(line, orderId);
        }
        asked.known().priced();
        if (underWay.add(of)) {
            turn.read(() -> Thread.startVirtualThread(() -> inbox.put(new Item.Priced(of, ask(provider, symbol)))));
        }
    }

    private static LastPrices.@Nullable LastPrice ask(ProviderDesk provider, Symbol symbol) {
        try {
            Quote quote = provider.provider().market().quote(symbol);
            return new LastPrices.LastPrice(quote.last(), quote.at());
        } catch (RuntimeException e) {
            LOG.info("no price to value an order at provider={} symbol={} cause={}", provider.provider().id(), symbol,
                    e.toString());
            return null;
        }
    }

    /// Those who waited for this price, oldest first: the venue has answered.
    List<Item.Asked> release(Of of) {
        underWay.remove(of);
        return released(of);
    }

    /// The same for those whose time is up; a venue that is slow is not asked a second time meanwhile.
    List<Item.Asked> release(Item.PriceLate late) {
        Line line = lines.get(late.of());
        return line == null || line.number != late.line() ? List.of() : released(late.of());
    }

    /// Everything that waits; nothing does any more.
    List<Item.Asked> releaseAll() {
        List<Item.Asked> all = new ArrayList<>();
        List.copyOf(lines.keySet()).forEach(of -> all.addAll(released(of)));
        return all;
    }

    private List<Item.Asked> released(Of of) {
        Line line = lines.remove(of);
        if (line == null) {
            return List.of();
        }
        line.alarm.cancel(false);
        line.ids.forEach(id -> about.remove(id, line));
        size -= line.waiting.size();
        return line.waiting.stream().map(Waits::asked).toList();
    }

    private void name(Line line, Object id) {
        line.ids.add(id);
        about.putIfAbsent(id, line);
    }

    private static List<Object> ids(Command command) {
        return switch (command) {
            case Command.EnterOrder c -> ids(c.party(), c.intent().clOrdId(), null);
            case Command.CancelOrder c -> ids(c.party(), c.clOrdId(), c.order());
            case Command.ReplaceOrder c -> ids(c.party(), c.clOrdId(), c.order());
            case Command.AmendOrder c -> ids(c.party(), null, c.order());
            case Command.AskStatus c -> ids(c.party(), null, c.order());
            case Command.AskMassStatus _, Command.FindClose _, Command.ClosePosition _ -> List.of();
            case Command.CancelAll _, Command.FindOrder _, Command.TellOpen _ -> List.of();
            case Command.ListOpen _, Command.Survey _, Command.ResolveOrder _, Command.SwitchKill _ -> List.of();
        };
    }

    private static List<Object> ids(Party party, @Nullable ClOrdId own, @Nullable OrderRef ref) {
        List<Object> ids = new ArrayList<>();
        if (ref != null && ref.clOrdId() != null) {
            ids.add(new Book.IdKey(party.name(), ref.clOrdId()));
        }
        if (ref != null && ref.orderId() != null && OrderId.isOrderId(ref.orderId())) {
            ids.add(new OrderId(ref.orderId()));
        }
        if (own != null) {
            ids.add(new Book.IdKey(party.name(), own));
        }
        return ids;
    }
}
