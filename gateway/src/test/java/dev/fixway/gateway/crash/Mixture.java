package dev.fixway.gateway.crash;

import dev.fixway.providers.alpaca.AlpacaStandIn;
import dev.fixway.providers.alpaca.PaperFault;
import dev.fixway.providers.alpaca.PaperFault.Kind;
import dev.fixway.providers.alpaca.PaperFault.On;
import dev.fixway.providers.alpaca.PaperOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/// What goes wrong in one mixture: all of it follows from the seed, its moments do not.
///
/// - `strikes`: in their order
/// - `kill`: before which of them the gateway is killed; negative when it is not
record Mixture(long seed, List<Strike> strikes, int kill) {
    private static final int STRIKES_MIN = 3;
    private static final int STRIKES_MAX = 14;
    private static final int KILL_ONE_IN = 6;
    private static final List<On> ANY = List.of(On.SUBMIT, On.SUBMIT, On.SUBMIT, On.REPLACE, On.REPLACE, On.CANCEL,
            On.CANCEL, On.LOOK_UP, On.LOOK_UP, On.LIST, On.FILLS, On.ACCOUNT, On.POSITIONS, On.DATA);
    private static final List<String> NONSENSE = List.of("", "{", "[]", "null", "\u0000",
            "{\"stream\":\"trade_updates\",\"data\":{\"event\":\"fi", "[{\"T\":\"error\",\"code\":500}]",
            "{\"stream\":\"trade_updates\",\"data\":null}", "{\"stream\":\"moon\",\"data\":{}}",
            "{\"stream\":\"trade_updates\",\"data\":{\"event\":\"moon_phase\",\"order\":{}}}",
            "{\"stream\":\"trade_updates\",\"data\":{\"event\":\"fill\",\"order\":{\"id\":\"nobody\",\"status\":\"new\","
                    + "\"symbol\":\"AAPL\",\"client_order_id\":\"web-nobody\"},\"price\":null}}");
    private static final List<String> PRICE_ERRORS = List.of(error(400, "invalid syntax"),
            error(401, "not authenticated"), error(404, "auth timeout"), error(405, "symbol limit exceeded"),
            error(406, "connection limit exceeded"), error(407, "slow client"), error(410, "invalid subscribe action"),
            error(500, "internal error"), "{\"T\":\"q\"}", "[{\"T\":\"q\",\"S\":\"AAPL\"", "[]", "");

    /// One thing that goes wrong.
    interface Strike {
        void at(AlpacaStandIn venue);
    }

    /// - `shown`: what it is, for the one who reads of a failure
    private record Named(String shown, Strike strike) implements Strike {
        @Override
        public void at(AlpacaStandIn venue) {
            strike.at(venue);
        }

        @Override
        public String toString() {
            return shown;
        }
    }

    static Mixture of(long seed) {
        Random random = new Random(seed);
        List<Strike> strikes = new ArrayList<>();
        for (int i = random.nextInt(STRIKES_MIN, STRIKES_MAX + 1); i > 0; i--) {
            strikes.add(random.nextInt(5) < 3 ? fault(random) : random.nextBoolean() ? stream(random) : order(random));
        }
        return new Mixture(seed, List.copyOf(strikes),
                random.nextInt(KILL_ONE_IN) == 0 ? random.nextInt(strikes.size()) : -1);
    }

    private static String error(int code, String text) {
        return "[{\"T\":\"error\",\"code\":" + code + ",\"msg\":\"" + text + "\"}]";
    }

    private static Strike fault(Random random) {
        On on = ANY.get(random.nextInt(ANY.size()));
        List<PaperFault> faults = faults(on, random);
        PaperFault fault = faults.get(random.nextInt(faults.size()))
                .millis(random.nextInt(120))
                .times(1 + random.nextInt(2));
        return new Named(fault.toString(), venue -> venue.fault(fault));
    }

    private static List<PaperFault> faults(On on, Random random) {
        List<PaperFault> faults = new ArrayList<>();
        for (Kind kind : List.of(Kind.LOST_REQUEST, Kind.LOST_REPLY, Kind.SLOW_REPLY, Kind.SILENT, Kind.SILENT_TAKEN,
                Kind.UNREADABLE, Kind.TRUNCATED)) {
            faults.add(PaperFault.next(kind, on));
        }
        if (random.nextInt(3) == 0) {
            faults.add(PaperFault.next(Kind.RATE_LIMIT, on));
        }
        faults.add(PaperFault.refusal(on, 500, 50_010_000, "internal server error"));
        faults.add(PaperFault.next(Kind.REFUSED, on).answer(503, "<html>Service Unavailable</html>"));
        faults.add(PaperFault.next(Kind.TAKEN_BUT, on).answer(504, "<html>Gateway Time-out</html>"));
        faults.add(PaperFault.next(Kind.TAKEN_BUT, on).answer(500, "{\"code\":50010000,\"message\":\"internal\"}"));
        switch (on) {
            case SUBMIT -> {
                for (Kind kind : List.of(Kind.REPLY_AFTER_FILL, Kind.WAITING, Kind.REJECTED_LATER)) {
                    faults.add(PaperFault.next(kind, on));
                }
                faults.add(PaperFault.refusal(on, 403, 40_310_000, "insufficient buying power"));
                faults.add(duplicate(on));
            }
            case REPLACE -> {
                faults.add(PaperFault.next(Kind.HELD, on));
                faults.add(PaperFault.refusal(on, 422, 40_010_001, "order isn't sent to exchange yet"));
                faults.add(duplicate(on));
            }
            case CANCEL -> {
                faults.add(PaperFault.next(Kind.HELD, on));
                faults.add(PaperFault.refusal(on, 422, 42_210_000, "order is not cancelable"));
            }
            case LOOK_UP -> faults.add(PaperFault.next(Kind.HIDDEN, on));
            case CANCEL_ALL, LIST, FILLS, ACCOUNT, POSITIONS, DATA -> {
                // Nothing of their own.
            }
        }
        return faults;
    }

    private static PaperFault duplicate(On on) {
        return PaperFault.next(Kind.TAKEN_BUT, on)
                .answer(422, "{\"code\":40010001,\"message\":\"client_order_id must be unique\"}");
    }

    private static Strike stream(Random random) {
        String verb = List.of("drop", "drop", "miss", "reverse", "twice", "thin", "unknown", "shut", "text", "freeze")
                .get(random.nextInt(10));
        int count = 1 + random.nextInt(3);
        return switch (random.nextInt(4)) {
            case 0 -> {
                String text = NONSENSE.get(random.nextInt(NONSENSE.size()));
                yield new Named("say " + text, venue -> venue.say(text));
            }
            case 1 -> {
                String text = PRICE_ERRORS.get(random.nextInt(PRICE_ERRORS.size()));
                yield new Named("prices " + text, venue -> venue.endPrices(text));
            }
            default -> new Named(verb + ' ' + count, venue -> {
                venue.make(verb, count);
                if (verb.equals("unknown") || verb.equals("shut")) {
                    venue.make("drop");
                }
            });
        };
    }

    /// Something becomes of an order by itself.
    private static Strike order(Random random) {
        int pick = random.nextInt(1_000);
        return switch (random.nextInt(9)) {
            case 0 -> on("suspend", pick, Mixture::isResting);
            case 1 -> on("stop", pick, Mixture::isResting);
            case 2 -> on("done", pick, Mixture::isResting);
            case 3 -> on("expire", pick, Mixture::isResting);
            case 4 -> on("cancel", pick, Mixture::isResting);
            case 5 -> one("moon phase of ", pick, Mixture::isResting,
                    (venue, order) -> venue.become(order.clientId(), "moon_phase"));
            case 6 -> filled("late fill of ", pick,
                    order -> order.status().equals("canceled") && order.filledQty().signum() == 0);
            default -> filled("fill of ", pick, order -> order.isOpen() && order.qty().compareTo(order.filledQty()) > 0
                    && order.filledQty().signum() == 0 && !order.status().equals("pending_new"));
        };
    }

    private static Strike on(String verb, int pick, Predicate<PaperOrder> which) {
        return one(verb + ' ', pick, which, (venue, order) -> venue.make(verb, order.clientId()));
    }

    private static Strike filled(String shown, int pick, Predicate<PaperOrder> which) {
        return one(shown, pick, which, (venue, order) -> venue.fill(order.clientId(), "1", "99.5"));
    }

    private static boolean isResting(PaperOrder order) {
        return order.status().equals("new") && order.type().equals("limit");
    }

    private static Strike one(String shown, int pick, Predicate<PaperOrder> which,
            BiConsumer<AlpacaStandIn, PaperOrder> strike) {
        return new Named(shown + pick, venue -> venue.alone(() -> {
            List<PaperOrder> all = venue.orders().stream().filter(which).toList();
            if (!all.isEmpty()) {
                strike.accept(venue, all.get(pick % all.size()));
            }
        }));
    }
}
