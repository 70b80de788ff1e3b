package dev.fixway.providers.standin;

import dev.fixway.engine.domain.ProviderId;
import dev.fixway.engine.domain.RejectReason;
import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.domain.VenueOrderId;
import dev.fixway.engine.provider.Capabilities;
import dev.fixway.engine.provider.LookUp;
import dev.fixway.engine.provider.MarketDesk;
import dev.fixway.engine.provider.Outcome;
import dev.fixway.engine.provider.Provider;
import dev.fixway.engine.provider.ProviderCall;
import dev.fixway.engine.provider.ProviderEvent;
import dev.fixway.engine.provider.ProviderException;
import dev.fixway.engine.provider.ProviderListener;
import dev.fixway.engine.provider.VenueAnswer;
import dev.fixway.engine.provider.VenueOrder;
import dev.fixway.providers.standin.StandInMessages.Amend;
import dev.fixway.providers.standin.StandInMessages.OrderText;
import dev.fixway.providers.standin.StandInMessages.Refusal;
import dev.fixway.providers.wire.OrderReply;
import dev.fixway.providers.wire.Reply;
import dev.fixway.providers.wire.VenueHttp;
import dev.fixway.providers.wire.VenueStream;
import dev.fixway.providers.wire.WireRequest;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// The adapter to the stand-in. Calls run on the caller's thread, events are told by the stream's.
final class StandInProvider implements Provider {
    static final String NAME = "stand-in";
    private final StandInSettings settings;
    private final VenueHttp http;
    private volatile @Nullable VenueStream stream;
    private volatile boolean isClosed;
    private volatile Predicate<String> ours = RouteId::isRouteId;

    StandInProvider(StandInSettings settings) {
        this.settings = settings;
        this.http = new VenueHttp(settings.url(), settings.wire());
    }

    @Override
    public ProviderId id() {
        return new ProviderId(NAME);
    }

    @Override
    public String platform() {
        return NAME;
    }

    @Override
    public Capabilities capabilities() {
        return StandInCapabilities.of(settings);
    }

    @Override
    public MarketDesk market() {
        return MarketDesk.none(capabilities());
    }

    @Override
    public void start(ProviderListener listener, @Nullable String cursor) {
        if (stream != null || isClosed) {
            throw new ProviderException("stand-in: started twice or after its end");
        }
        ours = listener::isOurs;
        StandInEvents events = new StandInEvents(settings.url(), listener, cursor, this::order);
        VenueStream started = new VenueStream(NAME, events::address, settings.wire(), events);
        stream = started;
        started.start();
    }

    @Override
    public Outcome submit(ProviderCall.Submit call) {
        return outcome(call, WireRequest.of("POST", "/orders", StandInMessages.write(StandInCodec.order(call))));
    }

    @Override
    public Outcome replace(ProviderCall.Replace call) {
        boolean inPlace = call.routeId().equals(call.target());
        Amend amend = new Amend(inPlace ? null : call.routeId().value(), StandInCodec.terms(call.newTerms()));
        return outcome(call,
                WireRequest.of("PATCH", path(call.target(), call.venueOrderId()), StandInMessages.write(amend)));
    }

    @Override
    public Outcome cancel(ProviderCall.Cancel call) {
        return outcome(call, WireRequest.of("DELETE", path(call.routeId(), call.venueOrderId())));
    }

    /// Sends once and says what is known. What happened to the order comes on the stream, never in an answer.
    private Outcome outcome(ProviderCall call, WireRequest request) {
        RouteId routeId = call.routeId();
        if (isClosed || (stream == null && !(call instanceof ProviderCall.Cancel))) {
            return new Outcome.Rejected(routeId, RejectReason.NOT_SENT, "stand-in is not running");
        }
        return OrderReply.outcome(routeId, http.send(request), answered -> taken(routeId, answered),
                answered -> refused(routeId, answered.body()));
    }

    private static Outcome taken(RouteId routeId, Reply.Answered answered) {
        OrderText order = read(answered.body(), OrderText.class);
        return new Outcome.Accepted(routeId, new VenueOrderId(order.venueId()), List.<ProviderEvent>of());
    }

    private static @Nullable Outcome refused(RouteId routeId, String body) {
        try {
            Refusal refusal = read(body, Refusal.class);
            return new Outcome.Rejected(routeId, StandInCodec.reason(refusal.code()), refusal.text());
        } catch (ProviderException _) {
            return null;
        }
    }

    private static <T> T read(String body, Class<T> type) {
        try {
            return StandInMessages.read(body, type);
        } catch (JacksonException | IllegalArgumentException e) {
            throw new ProviderException("stand-in: an unreadable answer", e);
        }
    }

    /// The venue's own id where it is known: an order from elsewhere has no other that the engine and the venue share.
    private static String path(RouteId routeId, @Nullable VenueOrderId venueOrderId) {
        return venueOrderId == null ? "/orders/" + routeId : "/venue-orders/" + venueOrderId;
    }

    @Override
    public VenueAnswer lookUp(LookUp about) {
        if (!settings.looksUp()) {
            return new VenueAnswer.CannotTell();
        }
        OrderText order = at(path(about.routeId(), about.venueOrderId()));
        return order == null ? new VenueAnswer.NotFound() : new VenueAnswer.Found(order(order));
    }

    /// An order with its history under its route, or as a stranger's.
    private VenueOrder order(OrderText order) {
        return StandInCodec.order(order,
                ours.test(order.clientId()) ? RouteId.of(order.clientId()) : VenueOrder.FOREIGN);
    }

    private @Nullable VenueOrder order(String venueId) {
        OrderText order = at("/venue-orders/" + venueId);
        return order == null ? null : order(order);
    }

    private @Nullable OrderText at(String path) {
        Reply reply = ask(path);
        if (reply instanceof Reply.Answered(int status, _) && status == 404) {
            return null;
        }
        return readable(reply, OrderText.class);
    }

    @Override
    public List<VenueOrder> openOrders() {
        OrderText[] orders = readable(ask("/orders?state=open"), OrderText[].class);
        return Stream.of(orders).map(this::order).toList();
    }

    private Reply ask(String path) {
        if (isClosed) {
            throw new ProviderException("stand-in: closed");
        }
        return http.send(WireRequest.of("GET", path));
    }

    private static <T> T readable(Reply reply, Class<T> type) {
        if (!(reply instanceof Reply.Answered(int status, String body)) || status != 200) {
            throw new ProviderException("stand-in: " + reply);
        }
        return read(body, type);
    }

    @Override
    public void close() {
        isClosed = true;
        VenueStream running = stream;
        if (running != null) {
            running.close();
        }
        http.close();
    }
}
