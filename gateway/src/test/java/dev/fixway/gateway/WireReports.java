package dev.fixway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.engine.session.FixMessage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.Map;

/// Reports from the wire in the notation of the order state tables: `8(Y,X) 6/6 100/50/50 @p`.
///
/// The mock's prices move, so AvgPx(6) shows as `@p` (`@0` while nothing is filled) and is checked against the fills
/// seen.
final class WireReports {
    private static final int SCALE = 18;
    private static final int[] MORE = {32, 103, 378, 434};
    private final Map<String, BigDecimal> notionals = new HashMap<>();

    String text(FixMessage message) {
        StringBuilder text = new StringBuilder(message.type()).append('(').append(message.get(11));
        String orig = message.find(41);
        text.append(orig == null ? "" : "," + orig).append(") ");
        if ("9".equals(message.type())) {
            text.append(message.get(39)).append(' ').append(message.get(102));
        } else {
            text.append(message.get(150)).append('/').append(message.get(39)).append(' ').append(message.get(38));
            text.append('/').append(message.get(14)).append('/').append(message.get(151));
            text.append(checkedAvgPx(message).signum() == 0 ? " @0" : " @p");
        }
        if ("NONE".equals(message.get(37))) {
            text.append(" 37=NONE");
        }
        for (int tag : MORE) {
            String value = message.find(tag);
            text.append(value == null ? "" : " " + tag + "=" + value);
        }
        return text.toString();
    }

    private BigDecimal checkedAvgPx(FixMessage message) {
        if ("F".equals(message.get(150))) {
            BigDecimal fill = new BigDecimal(message.get(32)).multiply(new BigDecimal(message.get(31)));
            notionals.merge(message.get(37), fill, BigDecimal::add);
        }
        BigDecimal avgPx = new BigDecimal(message.get(6));
        BigDecimal cumQty = new BigDecimal(message.get(14));
        BigDecimal expected = cumQty.signum() == 0
                ? BigDecimal.ZERO
                : notionals.getOrDefault(message.get(37), BigDecimal.ZERO)
                        .divide(cumQty, SCALE, RoundingMode.HALF_EVEN);
        assertThat(avgPx).as("AvgPx(6) of %s", message).isEqualByComparingTo(expected);
        return avgPx;
    }
}
