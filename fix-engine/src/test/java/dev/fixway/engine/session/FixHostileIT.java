package dev.fixway.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What no honest client sends: the documented answer, and nobody else notices.
class FixHostileIT extends FixEngineTest {
    private static final String LIMIT = "55=X|54=1|38=1|40=2|44=1";
    private static final String MARKET = "55=X|54=1|38=1|40=1";
    private static final String TIME = "60=20260102-10:00:00|";
    private static final String DIGITS = "1234567890".repeat(4);
    private static final String BIG = "x".repeat(1 << 20);

    @AfterEach
    void anotherSessionTrades() {
        FixPeer other = peer("DROPCOPY").logon(port());
        other.close();
        FixPeer trader = peer("CLIENT2").logonWithReset(port());
        trader.order("OTHER" + System.nanoTime(), LIMIT);
        FixMessage next = trader.next();
        while (!"A".equals(next.find(150)) || next.isYes(97)) {
            next = trader.next();
        }
    }

    @Test
    void answersNonsenseAsDocumented() {
        peer.logon(port());
        List<String> wrong = new ArrayList<>();
        for (Map.Entry<String, String> fault : faults().entrySet()) {
            peer.send(fault.getKey());
            FixMessage answer = peer.next();
            FixMessage wanted = FixMessage.parse(fault.getValue());
            int[] tags = wanted.fields().stream().mapToInt(Map.Entry::getKey).toArray();
            String text = answer.find(58) == null ? "" : answer.get(58);
            if (!answer.pick(tags).equals(fault.getValue()) || isTalkative(text)) {
                wrong.add(shown(fault.getKey()) + " -> " + shown(answer.toString()));
            }
            peer.order("GOOD" + wrong.size() + "-" + peer.nextOut(), MARKET);
            FixMessage good = peer.next();
            while (!good.get(11).startsWith("GOOD")) {
                good = peer.next();
            }
            peer.next(2);
        }
        assertThat(wrong).isEmpty();
    }

    private static Map<String, String> faults() {
        Map<String, String> faults = new LinkedHashMap<>();
        String d = "35=D|" + TIME;
        faults.put(d + "11=A1|55=X|54=1|38=1E+999999999|40=1", "35=3|371=38|373=6");
        faults.put(d + "11=A2|55=X|54=1|38=NaN|40=1", "35=3|371=38|373=6");
        faults.put(d + "11=A3|55=X|54=1|38=Infinity|40=1", "35=3|371=38|373=6");
        faults.put(d + "11=A4|55=X|54=1|38=" + DIGITS + "|40=1", "35=8|150=8|103=13");
        faults.put(d + "11=A5|55=X|54=1|38=-" + DIGITS + "|40=1", "35=8|150=8|103=13");
        faults.put(d + "11=A6|55=X|54=1|38=1|40=2|44=" + DIGITS, "35=8|150=8|103=99");
        faults.put(d + "11=A7|55=X|54=1|38=1|40=2|44=0x10", "35=3|371=44|373=6");
        faults.put(d + "11=A8|55=X|54=1|38=|40=1", "35=3|371=38|373=4");
        faults.put(d + "11=A9|55=X|54=Q|38=1|40=1", "35=3|371=54|373=5");
        faults.put(d + "11=" + BIG + "|55=X|54=1|38=1|40=1", "35=3|371=11|373=5");
        faults.put(d + "11=A\tB|55=X|54=1|38=1|40=1", "35=3|371=11|373=5");
        faults.put(d + "11=B1|55=X\u0007|54=1|38=1|40=1", "35=3|371=55|373=5");
        faults.put(d + "11=B2|55=" + BIG + "|54=1|38=1|40=1", "35=3|371=55|373=5");
        faults.put(d + "11=B3|58=" + BIG + "|1=NOBODY|" + MARKET, "35=8|150=8|103=15");
        faults.put(d + "11=B4|58=\u00ed\u00a0\u0080\u00ff\u00fe\u0007\r\n|1=NOBODY|" + MARKET, "35=8|150=8|103=15");
        faults.put(d + "11=B5|1=NOBODY\u0007\u00ff|" + MARKET, "35=8|150=8|103=15");
        faults.put(d + "11=B6|100=\u0007..|" + MARKET, "35=8|150=8|103=11");
        faults.put(d + "11=B7|11=B7|" + MARKET, "35=3|371=11|373=13");
        faults.put(d + "11=B8|4999=1|" + MARKET, "35=3|371=4999|373=0");
        faults.put(d + "11=B9|" + MARKET + "|453=2|448=P|447=D|452=1", "35=3|371=453|373=16");
        faults.put(d + "11=C1|" + MARKET + "|453=99999999", "35=3|371=453|373=16");
        faults.put("35=D|60=yesterday|11=C2|" + MARKET, "35=3|371=60|373=6");
        faults.put(d + "11=C8|" + MARKET + "|354=1E+999999999|355=x", "35=3|371=354|373=6");
        faults.put(d + MARKET, "35=3|371=11|373=1");
        faults.put("35=F|" + TIME + "11=C3|41=" + BIG + "|55=X|54=1", "35=3|371=41|373=5");
        faults.put("35=F|" + TIME + "11=C4|41=NEVER|37=" + "Z".repeat(18) + "|55=X|54=1", "35=9|102=1|39=8|37=NONE");
        faults.put("35=G|" + TIME + "11=C5|41=NEVER|" + LIMIT, "35=9|102=1|39=8|37=NONE");
        faults.put("35=H|11=C6|55=X|54=1|37=\u00ff", "35=3|371=37|373=5");
        faults.put("35=H|11=C7|55=X|54=1|37=NOBODYS", "35=8|150=I|39=8|103=5");
        faults.put("35=BE|923=U|924=1|553=u|554=p", "35=j|380=3|372=BE");
        faults.put("35=ZZZZ|11=1", "35=3|373=11");
        faults.put("35=2|7=0|16=0", "35=3|371=7|373=5");
        faults.put("35=2|7=-2000000000|16=0", "35=3|371=7|373=5");
        faults.put("35=2|7=2000000000|16=0", "35=3|371=7|373=5");
        faults.put("35=2|7=5|16=4", "35=3|371=16|373=5");
        faults.put("35=2|7=x|16=0", "35=3|371=7|373=6");
        faults.put("35=1", "35=3|371=112|373=1");
        faults.put("35=1|112=", "35=3|371=112|373=4");
        return faults;
    }

    @Test
    void knowsNoIdsOfOthers() {
        FixPeer owner = peer("CLIENT2").logon(port());
        owner.order("MINE", LIMIT);
        String orderId = owner.next(2).getFirst().get(37);
        peer.logon(port());

        peer.request("F", "F1", "MINE", "37=" + orderId + "|55=X|54=1");
        peer.request("G", "F2", "MINE", "37=" + orderId + "|" + LIMIT);
        peer.send("35=H|11=MINE|37=" + orderId + "|55=X|54=1");

        assertThat(peer.next(3)).extracting(m -> m.pick(35, 37, 39, 102, 103))
                .containsExactly("35=9|37=NONE|39=8|102=1|103=", "35=9|37=NONE|39=8|102=1|103=",
                        "35=8|37=NONE|39=8|102=|103=5");
        assertThat(owner.next(Duration.ofMillis(100))).isNull();
        owner.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-5", "1"})
    void logsOutWhoseNumberIsTooLow(String number) {
        peer.logon(port());

        peer.sendRaw(FixFrames.framed(raw("D", number)));

        assertThat(peer.next().pick(35, 58)).startsWith("35=5|58=MsgSeqNum too low");
        peer.expectClosed();
    }

    @ParameterizedTest
    @CsvSource({"CLIENT9,FIXWAY", "CLIENT1,CLIENT2", "CLIENT2,FIXWAY"})
    void refusesOtherCompIds(String sender, String target) {
        peer.logon(port());

        peer.sendRaw(FixFrames.framed(raw("D", "2").replace("49=CLIENT1\u000156=FIXWAY",
                "49=" + sender + "\u000156=" + target)));

        assertThat(peer.next().pick(35, 373)).isEqualTo("35=3|373=9");
        assertThat(peer.next().type()).isEqualTo("5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "2147483648", "99999999999999999999", "1.5", ""})
    void takesNoNumberThatIsNone(String number) {
        peer.logon(port());

        peer.sendRaw(FixFrames.framed(raw("D", number)));

        stillTrades();
    }

    @Test
    void wantsANumber() {
        peer.logon(port());

        peer.sendRaw(FixFrames.framed(raw("D", "2").replace("34=2\u0001", "")));

        assertThat(peer.next().pick(35, 58)).isEqualTo("35=5|58=Received message without MsgSeqNum");
        peer.expectClosed();
    }

    @Test
    void outlivesResetsResendsAndTestRequests() {
        peer.logon(port());
        peer.order("A1", LIMIT);
        peer.next(2);
        for (int i = 0; i < 200; i++) {
            peer.send("35=2|7=1|16=0");
            peer.send("35=1|112=T" + i);
        }
        for (int i = 0; i < 20; i++) {
            peer.send("35=4|36=" + (peer.nextOut() + 1));
        }
        peer.send("35=4|36=1");
        FixMessage answer = peer.next();
        assertThat(answer.pick(35, 371, 373)).isEqualTo("35=3|371=36|373=5");

        peer.sendRaw(FixFrames.framed(raw("4", "1").replaceFirst("11=R.*", "36=2147483647\u0001")));

        peer.logonWithReset(port());
        stillTrades();
    }

    @Test
    void outlivesALogoutStorm() {
        for (int i = 0; i < 6; i++) {
            FixPeer each = i % 2 == 0 ? peer : peer("CLIENT1").connect(port());
            if (i % 2 == 0) {
                peer.logonWithReset(port());
                // In one piece: the first ends the connection.
                ByteArrayOutputStream storm = new ByteArrayOutputStream();
                for (int number = 2; number < 5; number++) {
                    storm.writeBytes(FixFrames.framed(head("5", Integer.toString(number))));
                }
                peer.sendRaw(storm.toByteArray());
            } else {
                each.probeLogon();
                each.close();
            }
        }
        peer.logonWithReset(port());
        stillTrades();
    }

    @Test
    void answersEachLogonOfAClientThatComesAndGoes() {
        int rounds = Boolean.getBoolean("fixway.soak") ? 20_000 : 100;
        for (int round = 0; round < rounds; round++) {
            peer.logonWithReset(port());
            peer.close();
        }
        peer.logonWithReset(port());
        stillTrades();
    }

    @Test
    void keepsTheSessionWhenAnotherClaimsIt() {
        peer.logon(port());
        for (int i = 0; i < 50; i++) {
            FixPeer thief = peer("CLIENT1").connect(port());
            thief.probeLogon();
            thief.expectClosed();
        }
        stillTrades();
    }

    @Test
    void outlivesACrowdOfConnections() {
        peer.logon(port());
        int rounds = Boolean.getBoolean("fixway.soak") ? 50 : 5;
        for (int round = 0; round < rounds; round++) {
            List<FixPeer> crowd = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                crowd.add(peer("CROWD").connect(port()));
            }
            crowd.forEach(FixPeer::close);
        }
        stillTrades();
    }

    private void stillTrades() {
        peer.order("STILL", MARKET);
        FixMessage next = peer.next();
        while (!"STILL".equals(next.find(11))) {
            next = peer.next();
        }
        assertThat(next.get(150)).isEqualTo("A");
    }

    private static String raw(String type, String number) {
        return head(type, number)
                + ("11=R|60=" + FixPeer.TIME.format(Instant.now()) + '|' + MARKET + '|').replace('|', '\u0001');
    }

    private static String head(String type, String number) {
        return ("35=" + type + "|49=CLIENT1|56=FIXWAY|34=" + number + "|52=" + FixPeer.TIME.format(Instant.now())
                + "|").replace('|', '\u0001');
    }

    static boolean isTalkative(String text) {
        return text.matches("(?is).*(exception|quickfix|java\\.|dev\\.fixway|\\bat [a-z]+\\.|null).*");
    }

    private static String shown(String message) {
        return message.length() > 400 ? message.substring(0, 400) + "…" : message;
    }
}
