package dev.fixway.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which error for which fault.
class FixValidationIT extends FixServerTest {

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = ';', textBlock = """
            # business faults of an order: a recorded 150=8
            D|11=A|55=X|54=1|38=10|40=1|1=OTHER           ; 35=8|103=15|39=8|37=NONE
            D|11=A|55=X|54=1|38=0|40=1                    ; 35=8|103=13|39=8|37=NONE
            D|11=A|55=X|54=1|38=-1|40=1                   ; 35=8|103=13|39=8|37=NONE
            D|11=A|55=X|54=1|40=1                         ; 35=8|103=13|39=8|37=NONE
            D|11=A|55=X|54=1|152=100|40=2|44=1            ; 35=8|103=11|39=8|37=NONE
            D|11=A|55=X|54=1|152=0|40=1                   ; 35=8|103=13|39=8|37=NONE
            D|11=A|55=X|54=1|152=100|38=1|40=1            ; 35=8|103=13|39=8|37=NONE
            D|11=A|55=X|54=1|38=123456789012345678901|40=1; 35=8|103=13|39=8|37=NONE
            D|11=A|55=X|54=1|38=0.12345678901234567890123456789|40=1; 35=8|103=13|39=8|37=NONE
            D|11=A|55=X|54=5|38=1|40=1                    ; 35=8|103=11|39=8|37=NONE
            D|11=A|55=X|54=1|38=1|40=P                    ; 35=8|103=11|39=8|37=NONE
            D|11=A|55=X|54=1|38=1|40=2                    ; 35=8|103=11|39=8|37=NONE
            D|11=A|55=X|54=1|38=1|40=2|44=0               ; 35=8|103=99|39=8|37=NONE
            D|11=A|55=X|54=1|38=1|40=2|44=-5              ; 35=8|103=99|39=8|37=NONE
            D|11=A|55=X|54=1|38=1|40=1|44=5               ; 35=8|103=11|39=8|37=NONE
            D|11=A|55=X|54=1|38=1|40=3                    ; 35=8|103=11|39=8|37=NONE
            D|11=A|55=X|54=1|38=1|40=3|44=1|99=1          ; 35=8|103=11|39=8|37=NONE
            D|11=A|55=X|54=1|38=1|40=4|44=1               ; 35=8|103=11|39=8|37=NONE
            D|11=A|55=X|54=1|38=1|40=1|59=6               ; 35=8|103=11|39=8|37=NONE
            D|11=A|55=X|54=1|38=1|40=1|18=6               ; 35=8|103=11|39=8|37=NONE
            D|11=A|55=X|54=1|38=1|40=1|110=1              ; 35=8|103=11|39=8|37=NONE
            D|11=A|55=X|54=1|38=1|40=1|111=1              ; 35=8|103=11|39=8|37=NONE
            D|11=A|55=X|54=1|38=1|40=1|21=3               ; 35=8|103=11|39=8|37=NONE
            # the dictionary's faults: a Reject(3)
            D|11=A|55=X|54=1|38=1E3|40=1                  ; 35=3|373=6|371=38
            D|11=A|55=X|54=1|38=ten|40=1                  ; 35=3|373=6|371=38
            D|11=A|55=X|54=Z|38=1|40=1                    ; 35=3|373=5|371=54
            D|11=A|55=X|54=1|38=1|40=1|59=Z               ; 35=3|373=5|371=59
            D|55=X|54=1|38=1|40=1                         ; 35=3|373=1|371=11
            D|11=A|55=X|54=1|38=1|40=                     ; 35=3|373=4|371=40
            D|11=A|55=X|54=1|38=1|40=1|9999=1             ; 35=3|373=0|371=9999
            D|11=A|55=X|54=1|38=1|40=1|112=1              ; 35=3|373=2|371=112
            D|11=A|55=X|54=1|38=1|38=1|40=1               ; 35=3|373=13|371=38
            D|11=Ä|55=X|54=1|38=1|40=1                    ; 35=3|373=5|371=11
            F|11=12345678901234567890123456789012345678901234567890123456789012345|41=A|55=X|54=1; 35=3|373=5|371=11
            ZZ|11=A                                       ; 35=3|373=11
            # not for us: a BusinessMessageReject(j)
            x|320=L|559=0                                 ; 35=j|380=3|372=x
            D|115=THEM|11=A|55=X|54=1|38=1|40=1           ; 35=j|380=7|372=D|379=A
            D|128=THEM|11=A|55=X|54=1|38=1|40=1           ; 35=j|380=7|372=D|379=A
            # cancels, replaces, status
            F|11=B|41=A|55=X|54=1|1=OTHER                 ; 35=9|434=1|37=NONE|41=A
            G|11=B|41=A|55=X|54=1|38=0|40=2|44=1          ; 35=9|434=2|37=NONE|41=A
            G|11=B|41=A|55=X|54=1|38=1|40=2               ; 35=9|434=2|37=NONE|41=A
            G|11=B|41=A|55=X|54=1|152=100|40=1            ; 35=9|434=2|37=NONE|41=A
            F|11=B|55=X|54=1                              ; 35=3|373=1|371=41
            """)
    void answersFault(String message, String expected) {
        FixPeer peer = peer("CLIENT1").logon(port());
        String text = "35=" + message;

        if (message.startsWith("D") || message.startsWith("F") || message.startsWith("G")) {
            peer.send(text + "|60=20260102-10:00:00.123456");
        } else {
            peer.send(text);
        }

        FixMessage answer = peer.next();
        FixMessage wanted = FixMessage.parse(expected);
        int[] tags = wanted.fields().stream().mapToInt(java.util.Map.Entry::getKey).toArray();
        assertThat(answer.pick(tags)).isEqualTo(expected);
        assertThat(answer.get(58)).isNotEmpty();
        peer.order("GOOD", "55=X|54=1|38=1|40=2|44=1");
        assertThat(peer.next().pick(35, 150, 11)).isEqualTo("35=8|150=A|11=GOOD");
    }

    @Test
    void ignoresGarbledMessageAndAsksAgain() {
        FixPeer peer = peer("CLIENT1").logon(port());

        peer.sendRaw("8=FIX.4.4\u00019=5\u000135=0\u000110=999\u0001"
                .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
        peer.order("A1", "55=X|54=1|38=1|40=2|44=1");

        assertThat(peer.next().pick(35, 150, 11)).isEqualTo("35=8|150=A|11=A1");
    }
}
