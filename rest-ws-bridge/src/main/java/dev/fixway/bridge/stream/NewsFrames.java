package dev.fixway.bridge.stream;

import dev.fixway.engine.domain.ProviderId;
import dev.fixway.engine.ledger.EventType;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.LedgerField;
import dev.fixway.engine.market.MarketLane;
import dev.fixway.engine.market.MarketNews;
import dev.fixway.engine.order.CommittedFeed.Committed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// Makes frames of what comes from the ledger and from the market lane, in one order. Owned by the I/O thread.
final class NewsFrames {
    private final StreamHome home;
    private final MarketLane lane;
    private final Subscriptions subscriptions;
    private final OrderFrames orders;
    private final MarketFrames market;
    private final VenueFrames venues = new VenueFrames();
    private final MarketOrder order = new MarketOrder(venues::isLost);

    NewsFrames(StreamHome home, MarketLane lane, Subscriptions subscriptions) {
        this.home = home;
        this.lane = lane;
        this.subscriptions = subscriptions;
        this.orders = new OrderFrames(home.writer());
        this.market = new MarketFrames(subscriptions, home.writer());
    }

    /// The frames of an event that is just committed.
    List<Frame> of(Committed event) {
        LedgerEvent row = event.row();
        return switch (row.type()) {
            case PROVIDER_LOST -> lost(platform(row), recordedAt(row));
            case PROVIDER_RECONCILED -> back(row);
            case PROVIDER_AWAY -> Stream.ofNullable(venues.of(row, platform(row))).toList();
            default -> ofAccount(event, true);
        };
    }

    /// The frames of an event of the account that is told again too. For history on any thread.
    ///
    /// - `isNow`: it is just committed; false for history
    List<Frame> ofAccount(Committed event, boolean isNow) {
        LedgerEvent row = event.row();
        if (!home.account().value().equals(row.get(LedgerField.ACCOUNT))) {
            return List.of();
        }
        if (row.type() == EventType.ALARM_RAISED) {
            return List.of(AlarmFrames.of(row, row.get(LedgerField.PROVIDER) == null ? null : platform(row)));
        }
        return event.after() == null ? List.of() : passing(row, orders.of(row, event.after(), isNow));
    }

    private List<Frame> passing(LedgerEvent row, List<Frame> frames) {
        if (frames.isEmpty()) {
            return frames;
        }
        String platform = platform(row);
        String symbol = row.text(LedgerField.SYMBOL);
        boolean hasOrders = subscriptions.passes(platform, symbol, Subscriptions.Kind.ORDER);
        boolean hasTrades = subscriptions.passes(platform, symbol, Subscriptions.Kind.TRADE);
        if (hasOrders && hasTrades) {
            return frames;
        }
        List<Frame> passing = new ArrayList<>();
        for (Frame frame : frames) {
            if (frame.isTrade() ? hasTrades : hasOrders) {
                passing.add(frame.isTrade() ? frame.endOf(row.seq()) : frame);
            }
        }
        return passing;
    }

    /// A venue's connection is lost.
    List<Frame> lost(String platform, Instant at) {
        Frame frame = venues.lost(platform, at);
        List<Frame> frames = new ArrayList<>();
        if (frame != null) {
            frames.add(frame);
            frames.addAll(told(order.heldOf(platform)));
            lane.lost(platform, at);
        }
        return frames;
    }

    private List<Frame> back(LedgerEvent row) {
        Frame frame = venues.of(row, platform(row));
        List<Frame> frames = new ArrayList<>();
        if (frame != null) {
            frames.add(frame);
            frames.addAll(told(order.back(platform(row))));
        }
        return frames;
    }

    /// The frames of news of the market lane.
    List<Frame> of(List<MarketNews> news) {
        return told(order.arrived(news, home.nanoTicker().getAsLong()));
    }

    /// The frames of what was held back for long enough.
    List<Frame> overdue() {
        return told(order.overdue(home.nanoTicker().getAsLong()));
    }

    /// The frames of news that are in no order with others. Any thread.
    List<Frame> plain(List<MarketNews> news) {
        return told(news);
    }

    private List<Frame> told(List<MarketNews> news) {
        Instant now = home.clock().instant();
        return news.stream().map(one -> market.of(one, now)).filter(Objects::nonNull).toList();
    }

    /// What a client is told first: which prices are stale.
    List<Frame> greeting() {
        Instant now = home.clock().instant();
        return lane.stale().stream().map(stale -> MarketFrames.of(stale, now)).toList();
    }

    /// Nobody has heard anything any more.
    void forget() {
        venues.forget();
        order.forget();
    }

    private String platform(LedgerEvent row) {
        return home.platform(new ProviderId(row.text(LedgerField.PROVIDER)));
    }

    private static Instant recordedAt(LedgerEvent row) {
        return Instant.parse(row.text(LedgerField.RECORDED_AT));
    }
}
