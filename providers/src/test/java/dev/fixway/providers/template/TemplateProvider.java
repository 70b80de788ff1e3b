package dev.fixway.providers.template;

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
import dev.fixway.engine.provider.ProviderException;
import dev.fixway.engine.provider.ProviderListener;
import dev.fixway.engine.provider.VenueAnswer;
import dev.fixway.engine.provider.VenueOrder;
import dev.fixway.providers.wire.OrderReply;
import dev.fixway.providers.wire.PacedHttp;
import dev.fixway.providers.wire.RateBudget;
import dev.fixway.providers.wire.RateBudget.Priority;
import dev.fixway.providers.wire.Reply;
import dev.fixway.providers.wire.VenueHttp;
import dev.fixway.providers.wire.VenueManner;
import dev.fixway.providers.wire.VenueStream;
import dev.fixway.providers.wire.WireRequest;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The adapter: each call is sent once, on the caller's thread; what happens to orders comes on the stream.
final class TemplateProvider implements Provider {
    static final String NAME = "template";
    private final TemplateSettings settings;
    private final PacedHttp http;
    private volatile @Nullable VenueStream stream;
    private volatile boolean isClosed;
    private volatile Predicate<String> ours = RouteId::isRouteId;

    TemplateProvider(TemplateSettings settings) {
        this.settings = settings;
        RateBudget budget = new RateBudget(NAME, settings.requestsPerMinute(), System::nanoTime,
                new SplittableRandom());
        VenueManner manner = new VenueManner() {
            @Override
            public WireRequest signed(WireRequest request) {
                Map<String, String> headers = new HashMap<>(request.headers());
                headers.putAll(authorization());
                return new WireRequest(request.method(), request.path(), request.body(), headers);
            }
        };
        this.http = new PacedHttp(new VenueHttp(settings.url(), settings.wire(), manner), budget,
                settings.wire().requestTimeout().dividedBy(4));
    }

    private Map<String, String> authorization() {
        return Map.of("Authorization", "Bearer " + settings.token().reveal());
    }

    @Override
    public ProviderId id() {
        return new ProviderId(NAME);
    }

    @Override
    public String platform() {
        return settings.isPaper() ? "template-paper" : "template-live";
    }

    @Override
    public Capabilities capabilities() {
        return TemplateCapabilities.of(settings);
    }

    @Override
    public MarketDesk market() {
        return new TemplateMarket(capabilities(), this::ask);
    }

    @Override
    public void start(ProviderListener listener, @Nullable String cursor) {
        if (stream != null || isClosed) {
            throw new ProviderException("template: started twice or after its end");
        }
        ours = listener::isOurs;
        VenueStream started = VenueStream.lines(NAME, () -> URI.create(settings.url() + "/stream"), authorization(),
                settings.wire(), new TemplateEvents(this, listener, cursor));
        stream = started;
        started.start();
    }

    @Override
    public Outcome submit(ProviderCall.Submit call) {
        return outcome(call.routeId(), stream != null,
                WireRequest.of("POST", "/orders", TemplateCodec.order(call)), Priority.TRADING);
    }

    /// The engine refuses it before, by the capabilities.
    @Override
    public Outcome replace(ProviderCall.Replace call) {
        return new Outcome.Rejected(call.routeId(), RejectReason.UNSUPPORTED, "template cannot change an order");
    }

    /// Also before the start: a person cancels without a gateway.
    @Override
    public Outcome cancel(ProviderCall.Cancel call) {
        return outcome(call.routeId(), true,
                WireRequest.of("DELETE", path(call.routeId(), call.venueOrderId())), Priority.CANCEL);
    }

    private Outcome outcome(RouteId routeId, boolean isRunning, WireRequest request, Priority priority) {
        if (isClosed || !isRunning) {
            return new Outcome.Rejected(routeId, RejectReason.NOT_SENT, "template is not running");
        }
        return OrderReply.outcome(routeId, http.send(request, priority),
                answered -> TemplateCodec.read(answered.body(), order -> priority == Priority.CANCEL
                        ? new Outcome.Accepted(routeId, null, List.of())
                        : TemplateCodec.taken(routeId, order)),
                answered -> TemplateCodec.refused(routeId, answered.body()));
    }

    /// By the venue's id where it is known: an order from elsewhere has no other.
    private static String path(RouteId routeId, @Nullable VenueOrderId venueOrderId) {
        return venueOrderId == null ? "/client-orders/" + routeId : "/orders/" + venueOrderId;
    }

    @Override
    public VenueAnswer lookUp(LookUp about) {
        VenueOrder order = order(path(about.routeId(), about.venueOrderId()));
        return order == null ? new VenueAnswer.NotFound() : new VenueAnswer.Found(order);
    }

    /// Null when the venue says that there is none.
    @Nullable
    VenueOrder order(String path) {
        Reply reply = ask(path);
        if (reply instanceof Reply.Answered(int status, String body) && status == 404
                && body.contains("unknown_order")) {
            return null;
        }
        return content(reply, order -> TemplateCodec.order(order, ours));
    }

    @Override
    public List<VenueOrder> openOrders() {
        return content(ask("/orders"), list -> {
            List<VenueOrder> orders = new ArrayList<>();
            list.forEach(order -> orders.add(TemplateCodec.order(order, ours)));
            return orders;
        });
    }

    /// What happened after that number, oldest first, as the stream would have told it.
    List<JsonNode> eventsAfter(long number) {
        return content(ask("/events?after=" + number), list -> {
            List<JsonNode> events = new ArrayList<>();
            list.forEach(events::add);
            return events;
        });
    }

    private Reply ask(String path) {
        if (isClosed) {
            throw new ProviderException("template: closed");
        }
        return http.send(WireRequest.of("GET", path), Priority.RECONCILIATION);
    }

    static <T> T content(Reply reply, Function<JsonNode, T> reader) {
        if (!(reply instanceof Reply.Answered answered) || !answered.isSuccess()) {
            throw new ProviderException("template: " + reply);
        }
        return TemplateCodec.read(answered.body(), reader);
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
