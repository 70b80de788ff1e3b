package dev.fixway.bridge.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// The AsyncAPI document of the stream hangs together, and is as strict as the tests need it.
class StreamDocumentTest {
    private static final JsonNode DOCUMENT = StreamContract.document();

    @Test
    void refersOnlyToWhatIsThere() {
        List<String> dangling = new ArrayList<>();
        collect(DOCUMENT, dangling);

        assertThat(DOCUMENT.get("asyncapi").asString()).isEqualTo("3.0.0");
        assertThat(dangling).isEmpty();
    }

    private static void collect(JsonNode node, List<String> dangling) {
        if (node.has("$ref")) {
            String pointer = node.get("$ref").asString().substring(1);
            if (DOCUMENT.at(pointer).isMissingNode()) {
                dangling.add(pointer);
            }
        }
        node.forEach(child -> collect(child, dangling));
    }

    @ParameterizedTest
    @CsvSource({"OrderEventType,9", "PositionEventType,3", "AccountEventType,3", "ConnectionEventType,6",
            "DataStalenessEventType,2", "TradeEventType,1", "WsErrorCode,5", "OrderStatus,8", "Timeframe,12"})
    void knowsEveryWordOfTheVocabulary(String name, int words) {
        assertThat(DOCUMENT.get("components").get("schemas").get(name).get("enum")).hasSize(words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'type':'welcome','timestamp':'2026-03-04T05:09:00Z'}", "{'type':'connection'}",
            "{'type':'connection','event':'LOST','timestamp':'2026-03-04T05:09:00Z'}",
            "{'type':'connection','event':'CONNECTED','more':1,'timestamp':'2026-03-04T05:09:00Z'}",
            "{'type':'data_staleness','event':'STALE','symbols':[],'timestamp':'2026-03-04T05:09:00Z'}"})
    void isClosed(String frame) {
        assertThatThrownBy(() -> StreamContract.check(frame.replace('\'', '"'))).isInstanceOf(AssertionError.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'type':'connection','event':'DISCONNECTING','timestamp':'2026-03-04T05:09:00Z'}",
            "{'type':'error','code':'OCO_DOUBLE_EXIT','message':'m','details':{'a':1},'timestamp':'2026-03-04T05:09:00Z'}",
            "{'type':'pong'}"})
    void takesWhatItKnows(String frame) {
        StreamContract.check(frame.replace('\'', '"'));
    }
}
