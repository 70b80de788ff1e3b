package dev.fixway.gateway.crash;

import dev.fixway.providers.alpaca.AlpacaStandIn;
import dev.fixway.providers.alpaca.PaperFault;
import dev.fixway.providers.alpaca.PaperFault.Kind;
import dev.fixway.providers.alpaca.PaperFault.On;
import dev.fixway.providers.alpaca.PaperOrder;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/// What goes wrong in one mixture: all of it follows from the seed, its moments do not.
///
/// - `changes`: busts and corrections, before everything else
/// - `strikes`: in their order
/// - `kill`: before which of them the gateway is killed; negative when it is not
record Mixture(long seed, List<Strike> changes, List<Strike> strikes, int kill) {
    private static final int CHANGES_ONE_IN = 2;
    private static final int CHANGES_MAX = 3;
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
            strikes.add(switch (random.nextInt(20)) {
                case 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 -> fault(random);
                case 11, 12, 13, 14 -> stream(random);
                case 15, 16 -> order(random);
                case 17 -> exit(random);
                default -> elsewhere(random, "web-" + seed + '-' + i);
            });
        }
        List<Strike> changes = new ArrayList<>();
        for (int i = random.nextInt(CHANGES_ONE_IN) == 0 ? random.nextInt(1, CHANGES_MAX + 1) : 0; i > 0; i--) {
            changes.add(change(random));
        }
        return new Mixture(seed, List.copyOf(changes), List.copyOf(strikes),
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

    /// A fill is taken back or changed: any of those that are known by the ids that the venue will name. Alpaca says it
    /// once, on its stream, and a trade is known by the stream's id of it alone: what was told while nobody listened,
    /// or by history, nobody can know. So nothing else may go wrong until it was heard.
    private static Strike change(Random random) {
        int pick = random.nextInt(1_000);
        boolean isBust = random.nextBoolean();
        boolean isSmaller = random.nextBoolean();
        String price = "99." + random.nextInt(10, 100);
        return new Named((isBust ? "bust " : isSmaller ? "smaller fill " : "price of fill ") + pick,
                venue -> venue.alone(() -> {
                    List<AlpacaStandIn.Fill> fills = venue.changeableFills();
                    if (!fills.isEmpty() && isBust) {
                        venue.bust(fills.get(pick % fills.size()));
                    } else if (!fills.isEmpty()) {
                        AlpacaStandIn.Fill fill = fills.get(pick % fills.size());
                        BigDecimal less = fill.qty().compareTo(BigDecimal.ONE) > 0 && isSmaller
                                ? fill.qty().subtract(BigDecimal.ONE)
                                : fill.qty();
                        venue.correct(fill, less.toPlainString(), price);
                    }
                }));
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
                    && order.filledQty().signum() == 0 && !order.status().equals("pending_new")
                    && !order.status().equals("held"));
        };
    }

    /// A price is reached at which an exit trades, in part or whole.
    private static Strike exit(Random random) {
        int pick = random.nextInt(1_000);
        boolean isWhole = random.nextBoolean();
        return new Named((isWhole ? "exit " : "part of exit ") + pick, venue -> venue.alone(() -> {
            List<PaperOrder> exits = venue.orders().stream().filter(order -> isInEffect(venue, order)).toList();
            if (!exits.isEmpty()) {
                PaperOrder exit = exits.get(pick % exits.size());
                BigDecimal leaves = exit.qty().subtract(exit.filledQty());
                venue.fill(exit.clientId(), isWhole ? leaves.toPlainString() : "1", "96");
            }
        }));
    }

    private static boolean isInEffect(AlpacaStandIn venue, PaperOrder order) {
        PaperOrder entry = venue.entryOf(order);
        return entry != null && entry.status().equals("filled") && order.isOpen();
    }

    /// Somebody else trades on the account.
    private static Strike elsewhere(Random random, String id) {
        int pick = random.nextInt(1_000);
        String quantity = Integer.toString(random.nextInt(1, 5));
        boolean trades = random.nextInt(3) == 0;
        return switch (random.nextInt(4)) {
            case 0 -> filled("fill elsewhere of ", pick,
                    order -> isElsewhere(order) && order.qty().compareTo(order.filledQty()) > 0);
            case 1 -> on(pick % 2 == 0 ? "cancel" : "expire", pick, Mixture::isElsewhere);
            default -> new Named("place " + id + (trades ? " at 101" : ""), venue -> {
                if (trades) {
                    venue.place(id, "AAPL", quantity, "101");
                } else {
                    venue.place(id, "MSFT", quantity);
                }
            });
        };
    }

    private static boolean isElsewhere(PaperOrder order) {
        boolean isWorking = order.status().equals("new") || order.status().equals("partially_filled");
        return order.clientId().startsWith("web-") && isWorking;
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
