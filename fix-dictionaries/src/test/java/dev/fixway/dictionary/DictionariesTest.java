package dev.fixway.dictionary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import quickfix.ConfigError;
import quickfix.DataDictionary;
import quickfix.FieldException;
import quickfix.IncorrectDataFormat;
import quickfix.IncorrectTagValue;
import quickfix.InvalidMessage;
import quickfix.Message;
import quickfix.ValidationSettings;
import quickfix.field.SessionRejectReason;

class DictionariesTest {

    private static final String ORDER = "35=D|11=A1|21=1|55=AAPL|54=1|60=20260105-14:30:00.000123|38=100|40=2|44=9.50|"
            + "59=1|100=alpaca|58=any text";
    private static final DataDictionary OURS = Dictionaries.fix44();
    private static final int MESSAGES = 92;
    private static final int FIELDS = 916;

    @Test
    void isOneObjectAndLoadsByItsResourceName() throws ConfigError {
        assertThat(Dictionaries.fix44()).isSameAs(OURS);
        assertThat(new DataDictionary(Dictionaries.FIX44_RESOURCE).getVersion()).isEqualTo("FIX.4.4");
    }

    @ParameterizedTest
    @ValueSource(strings = {ORDER, "35=D|11=A1|55=AAPL|54=1|60=20260105-14:30:00|40=1",
            "35=F|11=B1|41=A1|55=AAPL|54=1|60=20260105-14:30:00|38=100|37=X7K2000001",
            "35=G|11=C1|41=A1|55=AAPL|54=1|60=20260105-14:30:00|40=2|44=9.6",
            "35=G|11=C1|41=A1|55=AAPL|54=1|60=20260105-14:30:00|38=80|40=4|44=9.6|99=9.7|59=0",
            "35=H|11=A1|55=AAPL|54=1|790=S1|37=X7K2000001",
            "35=D|11=A1|55=AAPL|54=1|60=20260105-14:30:00|38=1|40=2|44=1|18=6 G|453=1|448=C1|447=D|452=3",
            "35=A|98=0|108=30|141=Y|553=ann|554=secret|789=7|464=Y|383=8192", "35=0", "35=1|112=T", "35=2|7=1|16=0",
            "35=3|45=2|371=11|372=D|373=1|58=Required tag missing", "35=4|123=Y|36=9", "35=5|58=bye"})
    void takesTheMessagesThatFixwayOffers(String message) {
        assertThatCode(validating(message)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "35=8|37=X7K2000001|198=v-9|527=fill-3|11=A1|41=A0|17=X7K2000001.3|150=F|39=1|636=Y|1=MAIN|55=AAPL|54=1|"
                    + "38=100|40=2|44=9.50|59=1|32=20|31=9.49|30=alpaca|14=20|151=80|6=9.49|60=20260105-14:30:00|"
                    + "797=Y|851=1",
            "35=8|37=NONE|17=DEN-1|150=8|39=8|103=99|55=AAPL|54=1|151=0|14=0|6=0|58=Busy",
            "35=8|37=X7K2000001|17=X7K2000001.4|150=G|39=1|19=X7K2000001.3|378=5|55=AAPL|54=1|151=0|14=0|6=0",
            "35=8|37=NONE|17=STA-1|150=I|39=8|103=5|11=A1|790=S1|584=M1|911=1|912=Y|55=AAPL|54=1|151=0|14=0|6=0",
            "35=9|37=NONE|11=B1|41=A1|39=8|434=1|102=1|58=Unknown order", "35=9|37=X7K2000001|11=B1|41=A1|39=2|434=2",
            "35=j|45=7|372=E|379=L1|380=3|58=Unsupported message type"})
    void takesTheReportsThatFixwaySends(String message) {
        assertThatCode(validating(message)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"35=R|131=Q1|146=1|55=AAPL",
            "35=E|66=L1|394=3|68=2|73=2|11=A1|67=1|55=AAPL|54=1|38=5|40=1|11=A2|67=2|55=AAPL|54=2|38=5|40=2|44=10",
            "35=q|11=M1|530=7|60=20260105-14:30:00", "35=AF|584=M1|585=7", "35=V|262=V1|263=1|264=1|267=2|269=0|269=1|"
                    + "146=1|55=AAPL",
            "35=BE|923=U1|924=4|553=ann"})
    void takesWhatIsKnownButNotOffered(String message) {
        assertThatCode(validating(message)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(ints = {11, 55, 54, 60, 40})
    void asksForTheFieldsThatAnOrderMustHave(int tag) {
        assertRejected(without(ORDER, tag), SessionRejectReason.REQUIRED_TAG_MISSING, tag);
    }

    @Test
    void asksForTheOrderThatACancelOrReplaceMeans() {
        assertRejected("35=F|11=B1|55=AAPL|54=1|60=20260105-14:30:00", SessionRejectReason.REQUIRED_TAG_MISSING, 41);
        assertRejected("35=G|11=C1|55=AAPL|54=1|60=20260105-14:30:00|38=80|40=1",
                SessionRejectReason.REQUIRED_TAG_MISSING, 41);
        assertThat(OURS.isRequiredField("G", 38)).isFalse();
    }

    @Test
    void refusesTagsThatTheVersionOrTheMessageLacks() {
        assertRejected(ORDER + "|4999=x", SessionRejectReason.INVALID_TAG_NUMBER, 4999);
        assertRejected(ORDER + "|5001=x", SessionRejectReason.INVALID_TAG_NUMBER, 5001);
        assertRejected(ORDER + "|102=1", SessionRejectReason.TAG_NOT_DEFINED_FOR_THIS_MESSAGE_TYPE, 102);
    }

    @Test
    void refusesValuesThatTheVersionLacks() {
        assertThatExceptionOfType(IncorrectTagValue.class).isThrownBy(validating(ORDER.replace("54=1", "54=Z")));
        assertThatExceptionOfType(IncorrectTagValue.class).isThrownBy(validating(ORDER.replace("59=1", "59=8")));
        assertThatExceptionOfType(IncorrectDataFormat.class).isThrownBy(validating(ORDER.replace("38=100", "38=1e2")));
        assertThatCode(validating(ORDER.replace("54=1", "54=5"))).doesNotThrowAnyException();
    }

    @Test
    void doesNotKnowAMsgTypeThatTheVersionLacks() {
        assertThat(OURS.isMsgType("ZZ")).isFalse();
        assertRejected("35=ZZ|58=what", SessionRejectReason.INVALID_MSGTYPE, 35);
    }

    @Test
    void saysWhatTheVersionSaysButForExDestination() throws IOException {
        var ofTheVersion = publicFacts();

        assertThat(ofTheVersion).hasSize(2 + MESSAGES + FIELDS);
        assertThat(DictionaryFacts.lines(OURS)).containsExactlyElementsOf(ofTheVersion.stream()
                .map(line -> line.equals("100 ExDestination EXCHANGE") ? "100 ExDestination STRING" : line)
                .toList());
    }

    private static void assertRejected(String message, int reason, int tag) {
        assertThatExceptionOfType(FieldException.class).isThrownBy(validating(message)).satisfies(e -> {
            assertThat(e.getSessionRejectReason()).isEqualTo(reason);
            assertThat(e.getField()).isEqualTo(tag);
        });
    }

    private static ThrowingCallable validating(String body) {
        return () -> OURS.validate(parse(body), new ValidationSettings());
    }

    private static Message parse(String body) throws InvalidMessage {
        int end = body.indexOf('|') < 0 ? body.length() : body.indexOf('|');
        String header = body.substring(0, end) + "|49=CLIENT1|56=FIXWAY|34=7|52=20260105-14:30:00.000";
        String content = (header + body.substring(end) + "|").replace('|', '\u0001');
        String counted = "8=FIX.4.4\u00019=" + content.length() + "\u0001" + content;
        int sum = 0;
        for (byte each : counted.getBytes(StandardCharsets.US_ASCII)) {
            sum += each;
        }
        var message = new Message();
        message.fromString(counted + "10=" + String.format("%03d", sum % 256) + "\u0001", OURS,
                new ValidationSettings(), true);
        return message;
    }

    private static String without(String message, int tag) {
        return message.replaceFirst("\\|" + tag + "=[^|]*", "");
    }

    private static List<String> publicFacts() throws IOException {
        try (var in = Objects.requireNonNull(DictionariesTest.class.getResourceAsStream("public-fix44.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }
}
