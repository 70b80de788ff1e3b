package dev.fixway.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// One figure over the rounds of a run.
final class Series {
    private final List<Double> values = new ArrayList<>();

    void add(double value) {
        values.add(value);
    }

    /// The same figure of each round over that of the other side in the same round.
    Series over(Series other) {
        Series ratios = new Series();
        for (int i = 0; i < Math.min(values.size(), other.values.size()); i++) {
            ratios.add(values.get(i) / other.values.get(i));
        }
        return ratios;
    }

    /// The sum of two figures of each round.
    Series plus(Series other) {
        Series sums = new Series();
        for (int i = 0; i < Math.min(values.size(), other.values.size()); i++) {
            sums.add(values.get(i) + other.values.get(i));
        }
        return sums;
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    double median() {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /// `min / median / max`, with so many decimals.
    String text(int decimals) {
        if (isEmpty()) {
            return "–";
        }
        double min = values.stream().mapToDouble(v -> v).min().orElseThrow();
        double max = values.stream().mapToDouble(v -> v).max().orElseThrow();
        return text(min, decimals) + " / **" + text(median(), decimals) + "** / " + text(max, decimals);
    }

    static String text(double value, int decimals) {
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }
}
