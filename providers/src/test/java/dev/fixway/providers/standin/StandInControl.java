package dev.fixway.providers.standin;

import dev.fixway.providers.standin.StandInControlHttp.Picture;
import dev.fixway.providers.standin.StandInHands.Command;
import dev.fixway.providers.standin.StandInMessages.Event;
import dev.fixway.providers.standin.StandInMessages.FillText;
import dev.fixway.providers.standin.StandInMessages.NewOrder;
import dev.fixway.providers.standin.StandInMessages.Note;
import dev.fixway.providers.standin.StandInMessages.OrderText;
import dev.fixway.providers.standin.StandInMessages.TermsText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Drives a stand-in from a test. Orders are named by their client id at the venue.
public final class StandInControl implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI address;

    public StandInControl(int port) {
        this.address = URI.create("http://127.0.0.1:" + port + "/control");
    }

    /// Something goes wrong with requests to come.
    public void fault(Fault fault) {
        make(new Command("fault", null, null, null, null, null, fault, null));
    }

    public void forgetFaults() {
        verb("forget_faults");
    }

    /// One more fill for everything that can trade.
    public void step() {
        verb("step");
    }

    /// Fills an order, ended or not, under a new fill id.
    public void fill(String order, String quantity, String price) {
        fill(order, "", quantity, price);
    }

    /// Tells a fill under this id: one that was told before is a repeat.
    public void fill(String order, String fillId, String quantity, String price) {
        make(new Command("fill", order, new FillText(fillId, quantity, price), null, null, null, null, null));
    }

    public void bust(String order, String fillId) {
        make(new Command("bust", order, new FillText(fillId, "0", "0"), null, null, null, null, null));
    }

    public void correct(String order, String fillId, String quantity, String price) {
        make(new Command("correct", order, new FillText(fillId, quantity, price), null, null, null, null, null));
    }

    /// Acknowledges an order that was taken without a word.
    public void ack(String order) {
        simple("ack", order);
    }

    public void reject(String order, String code, String text) {
        noted("rejected", order, new Note(code, text, null));
    }

    /// The venue cancels by itself.
    public void cancel(String order, String text) {
        noted("canceled", order, new Note(null, text, null));
    }

    /// The same, for a reason: ExecRestatementReason(378).
    public void cancel(String order, String text, int reason) {
        noted("canceled", order, new Note(null, text, reason));
    }

    public void expire(String order) {
        noted("expired", order, new Note(null, "expired", null));
    }

    public void suspend(String order) {
        noted("suspended", order, new Note(null, "trading halt", null));
    }

    public void stop(String order) {
        simple("stopped", order);
    }

    public void trigger(String order) {
        simple("triggered", order);
    }

    public void doneForDay(String order) {
        simple("done_for_day", order);
    }

    /// The venue changes the terms by itself.
    ///
    /// - `reason`: ExecRestatementReason(378)
    public void restate(String order, TermsText terms, int reason) {
        make(new Command("restated", order, null, terms, new Note(null, "restated", reason), null, null, null));
    }

    /// Carries out the oldest cancel or replace that a fault `HELD` kept.
    public void confirm(String order) {
        simple("confirm", order);
    }

    /// Refuses the oldest cancel or replace that a fault `HELD` kept.
    public void refuse(String order, String code, String text) {
        noted("refuse", order, new Note(code, text, null));
    }

    /// Places an order from elsewhere on the account.
    public void place(NewOrder order) {
        make(new Command("place", null, null, null, null, null, null, order));
    }

    /// Cuts the stream.
    public void dropStream() {
        verb("drop");
    }

    /// The next events are not sent on streams that are up.
    public void missEvents(int count) {
        counted("miss", count);
    }

    /// The next events come in reverse order.
    public void reverseEvents(int count) {
        counted("reverse", count);
    }

    /// The next events come twice.
    public void doubleEvents(int count) {
        counted("twice", count);
    }

    /// The stream stays up and says nothing more, or speaks again.
    public void freezeStream(boolean freeze) {
        counted("freeze", freeze ? 1 : 0);
    }

    public Picture picture() {
        return StandInMessages.read(send(HttpRequest.newBuilder(address).GET()), Picture.class);
    }

    /// The order under a client id; null when the venue never took it.
    public @Nullable OrderText order(String clientId) {
        return picture().orders().stream().filter(o -> o.clientId().equals(clientId)).findAny().orElse(null);
    }

    /// Ids of the fills that were told of an order, in their order.
    public List<String> fillIds(String clientId) {
        OrderText order = order(clientId);
        return order == null
                ? List.of()
                : order.events()
                        .stream()
                        .map(Event::fill)
                        .filter(f -> f != null)
                        .map(FillText::fillId)
                        .distinct()
                        .toList();
    }

    private void verb(String verb) {
        make(new Command(verb, null, null, null, null, null, null, null));
    }

    private void simple(String verb, String order) {
        make(new Command(verb, order, null, null, null, null, null, null));
    }

    private void counted(String verb, int count) {
        make(new Command(verb, null, null, null, null, count, null, null));
    }

    private void noted(String verb, String order, Note note) {
        make(new Command(verb, order, null, null, note, null, null, null));
    }

    private void make(Command command) {
        send(HttpRequest.newBuilder(address)
                .POST(HttpRequest.BodyPublishers.ofString(StandInMessages.write(command))));
    }

    private String send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = http.send(request.timeout(PATIENCE).build(),
                    HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(answer.body());
            }
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
