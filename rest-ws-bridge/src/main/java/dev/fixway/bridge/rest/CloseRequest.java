package dev.fixway.bridge.rest;

import dev.fixway.engine.domain.OrdType;
import io.undertow.util.Headers;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// The body of `DELETE /v1/positions/{position_id}`, decoded and checked.
///
/// - `limitPrice`: of a LIMIT close, else null
/// - `quantity`: null closes all of it
/// - `cancelsAssociated`: whether the exits that the venue keeps for it are cancelled first
record CloseRequest(OrdType ordType, @Nullable BigDecimal limitPrice, @Nullable BigDecimal quantity,
        boolean cancelsAssociated, @Nullable String provider) {
    private static final CloseRequest WHOLE = new CloseRequest(OrdType.MARKET, null, null, true, null);

    /// Whether the call may have a body that says how; one without a content type is not read.
    static boolean hasBody(Call call) {
        return call.header(Headers.CONTENT_TYPE) != null && !"0".equals(call.header(Headers.CONTENT_LENGTH));
    }

    static CloseRequest whole() {
        return WHOLE;
    }

    /// Throws [RefusedRequest] for a body that says nothing that can be done.
    static CloseRequest decode(byte[] body, String platform) {
        if (isBlank(body)) {
            return WHOLE;
        }
        Codec codec = new Codec();
        JsonBody.read(body, codec::member);
        return codec.checked(platform);
    }

    private static boolean isBlank(byte[] body) {
        for (byte b : body) {
            if (b != ' ' && b != '\t' && b != '\r' && b != '\n') {
                return false;
            }
        }
        return true;
    }

    /// The same for all bodies that ask for the same.
    String text() {
        return ordType + "|" + plain(limitPrice) + "|" + plain(quantity) + "|" + cancelsAssociated;
    }

    private static String plain(@Nullable BigDecimal value) {
        return value == null ? "" : value.stripTrailingZeros().toPlainString();
    }

    private static final class Codec {
        private @Nullable OrderType orderType;
        private @Nullable BigDecimal limitPrice;
        private @Nullable BigDecimal quantity;
        private boolean cancelsAssociated = true;
        private @Nullable String provider;

        private boolean member(JsonBody json, String name) {
            switch (name) {
                case "order_type" -> orderType = json.constant(name, OrderType.class);
                case "limit_price" -> limitPrice = json.decimal(name);
                case "quantity" -> quantity = json.decimal(name);
                case "cancel_associated_orders" -> cancelsAssociated = json.flag(name);
                case "provider" -> provider = json.label(name);
                default -> {
                    return false;
                }
            }
            return true;
        }

        private CloseRequest checked(String platform) {
            OrderType type = orderType == null ? OrderType.MARKET : orderType;
            positive("quantity", quantity);
            return switch (type) {
                case MARKET -> {
                    if (limitPrice != null) {
                        throw invalid("limit_price", limitPrice.toPlainString(), "does not go with MARKET");
                    }
                    yield new CloseRequest(OrdType.MARKET, null, quantity, cancelsAssociated, provider);
                }
                case LIMIT -> {
                    if (limitPrice == null) {
                        throw new RefusedRequest(ApiError.missing("limit_price", "LIMIT needs limit_price"));
                    }
                    positive("limit_price", limitPrice);
                    yield new CloseRequest(OrdType.LIMIT, limitPrice, quantity, cancelsAssociated, provider);
                }
                case STOP, STOP_LIMIT -> throw invalid("order_type", type.name(), "closes no position at once");
                case TRAILING_STOP -> throw new RefusedRequest(ApiError.unsupported(type.name(), platform));
            };
        }

        private static void positive(String field, @Nullable BigDecimal value) {
            if (value != null && value.signum() <= 0) {
                throw invalid(field, value.toPlainString(), "must be positive");
            }
        }

        private static RefusedRequest invalid(String field, String provided, String cause) {
            return new RefusedRequest(ApiError.invalid(field, provided, cause));
        }
    }
}
