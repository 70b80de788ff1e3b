package dev.fixway.engine.reconcile;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Compares partition after partition; what is missing in the logs is judged when the reach of the logs is known.
final class Comparison {
    /// OrderCancelReject(9), BusinessMessageReject(j).
    private static final Set<String> ANSWERS = Set.of("9", "j");
    private final Consumer<Break> breaks;
    private final Map<String, Scope> scopes;
    private final boolean hasLedger;
    private final Partitions legs;
    private final long reach;
    private Set<String> brokenOrders = new HashSet<>();
    private Repeats repeats = new Repeats();
    private long reports;
    private long requests;
    private long orders;

    /// - `reach`: of the ledger when the logs began to be read
    Comparison(Consumer<Break> breaks, Map<String, Scope> scopes, Partitions legs, long reach) {
        this.breaks = breaks;
        this.scopes = scopes;
        this.legs = legs;
        this.reach = reach;
        hasLedger = reach >= 0;
    }

    void partition(int index) throws IOException {
        Map<String, List<Leg>> pairs = new LinkedHashMap<>();
        repeats = new Repeats();
        for (Leg leg : legs.read(index)) {
            pairs.computeIfAbsent(leg.pair(), _ -> new ArrayList<>()).add(leg);
            repeats.add(leg);
        }
        brokenOrders = new HashSet<>();
        for (List<Leg> pair : pairs.values()) {
            if (pair.getFirst().kind() != Leg.Kind.LIFE) {
                compare(pair);
            }
        }
        for (List<Leg> life : pairs.values()) {
            if (life.getFirst().kind() == Leg.Kind.LIFE && !brokenOrders.contains(life.getFirst().key())) {
                orders++;
                Break found = OrderLife.firstBreak(life);
                if (found != null) {
                    breaks.accept(found);
                }
            }
        }
    }

    private void compare(List<Leg> pair) throws IOException {
        List<Leg> logged = new ArrayList<>(pair.stream().filter(Leg::isLogged).toList());
        List<Leg> recorded = new ArrayList<>(pair.stream().filter(Predicate.not(Leg::isLogged)).toList());
        boolean isRequest = pair.getFirst().kind() == Leg.Kind.REQUEST;
        if (isRequest) {
            requests += logged.size();
            recorded = distinct(recorded);
        } else {
            reports += logged.size();
        }
        dropRepeats(logged, Math.max(1, recorded.size()));
        // A repeat whose first is not in the log comes too late for the order's life.
        logged.stream().filter(Leg::isMarked).forEach(this::broken);
        int both = Math.min(logged.size(), recorded.size());
        for (int i = 0; i < both; i++) {
            compare(logged.get(i), recorded.get(i));
        }
        for (int i = both; i < logged.size(); i++) {
            if (i == 0 || !isAnswerAgain(logged.get(i), logged.getFirst(), i)) {
                extra(logged.get(i), i > 0);
            }
        }
        for (Leg missing : recorded.subList(both, recorded.size())) {
            broken(missing);
            legs.postpone(missing);
        }
    }

    /// One request makes several events. Another one has its own SendingTime(52), also when its ClOrdID(11) was used
    /// before and the numbers have begun again.
    private static List<Leg> distinct(List<Leg> recorded) {
        Set<String> messages = new HashSet<>();
        return recorded.stream().filter(leg -> messages.add(leg.fields().wire())).toList();
    }

    /// What says itself that it may be a repeat does not count beside the first.
    private static void dropRepeats(List<Leg> logged, int kept) {
        for (int i = logged.size() - 1; i >= 0 && logged.size() > kept; i--) {
            if (logged.get(i).isMarked()) {
                logged.remove(i);
            }
        }
    }

    /// Who asks again what was refused gets the same answer again; only what happened to an order happens once.
    ///
    /// - `times`: how often it is there besides
    private boolean isAnswerAgain(Leg logged, Leg first, int times) {
        if (!hasLedger && Reconciliation.isOfUsedId(logged.fields())) {
            // Each refuses another message, and shows the order as it is by then.
            return true;
        }
        boolean isAnswer = ANSWERS.contains(logged.fields().text(35))
                || (Reconciliation.isDenial(logged.fields()) && times <= repeats.of(logged));
        return isAnswer && FieldComparison.of(logged.fields(), first.fields()) == null;
    }

    private void compare(Leg logged, Leg recorded) {
        Scope scope = scopes.get(logged.session());
        if (scope != null) {
            scope.matched(recorded.seq());
        }
        FieldComparison.Difference difference = FieldComparison.of(logged.fields(), recorded.fields());
        if (difference != null) {
            broken(logged);
            breaks.accept(new Break(difference.kind(), logged.session(), logged.key(), logged.where(), recorded.seq(),
                    difference.text()));
        } else {
            damaged(logged);
        }
    }

    private void extra(Leg logged, boolean isSecond) {
        Scope scope = scopes.get(logged.session());
        boolean isUnrecorded = repeats.isRepeat(logged) || (logged.kind() == Leg.Kind.REQUEST && scope != null
                && scope.isRefused(logged.fields().number(34)));
        if (isSecond) {
            broken(logged);
            breaks.accept(new Break(BreakClass.DUPLICATE, logged.session(), logged.key(), logged.where(), 0,
                    "it is there twice"));
        } else if (hasLedger && !isUnrecorded) {
            broken(logged);
            breaks.accept(new Break(BreakClass.MISSING_IN_LEDGER, logged.session(), logged.key(), logged.where(), 0,
                    "the log has it, the ledger has not"));
        } else {
            damaged(logged);
        }
    }

    private void damaged(Leg logged) {
        if (logged.isDamaged()) {
            breaks.accept(new Break(BreakClass.DAMAGED, logged.session(), logged.key(), logged.where(), 0,
                    "CheckSum(10) or BodyLength(9) does not fit"));
        }
    }

    private void broken(Leg leg) {
        String execId = leg.fields().text(17);
        int dot = execId.lastIndexOf('.');
        brokenOrders.add(leg.fields().text(37));
        if (dot > 0) {
            brokenOrders.add(execId.substring(0, dot));
        }
    }

    /// Judges what the logs do not have, now that their reach is known.
    Summary summary(Map<BreakClass, Long> counts) throws IOException {
        long[] notYetSent = {0};
        long[] outside = {0};
        legs.postponed(missing -> {
            Scope scope = scopes.get(missing.session());
            boolean isReport = missing.kind() == Leg.Kind.REPORT;
            if (scope == null || scope.isBefore(missing.seq())) {
                outside[0]++;
            } else if (missing.seq() > reach || (isReport && scope.isNotYetSent(missing.seq()))) {
                notYetSent[0]++;
            } else {
                breaks.accept(new Break(BreakClass.MISSING_IN_LOG, missing.session(), missing.key(), "",
                        missing.seq(), "the ledger has it, the log has not"));
            }
        });
        return new Summary(reports, requests, orders, notYetSent[0], outside[0], counts);
    }
}
