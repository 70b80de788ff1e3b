package dev.fixway.engine.codec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import quickfix.Message;

class SecretsTest {

    private static String fix(String text) {
        return text.replace('|', '\u0001');
    }

    @Test
    void leavesMessageWithoutSecretAlone() {
        String message = fix("8=FIX.4.4|9=10|35=D|58=x554=y|10=000|");

        assertThat(Secrets.masked(message)).isSameAs(message);
    }

    @Test
    void masksValuesAndSealsAgain() throws Exception {
        Message logon = new Message();
        logon.getHeader().setString(8, "FIX.4.4");
        logon.getHeader().setString(35, "A");
        logon.setString(554, "s3cret");
        logon.setString(925, "other");
        String message = logon.toString();

        String masked = Secrets.masked(message);

        assertThat(masked).contains(fix("|554=******|")).contains(fix("|925=*****|")).hasSameSizeAs(message);
        assertThat(new Message(masked, true).getString(554)).isEqualTo("******");
    }

    @Test
    void masksRawDataWithDelimitersInside() {
        String message = fix("8=FIX.4.4|9=5|35=A|95=9|96=ab|34=1|c|108=30|10=000|");

        assertThat(Secrets.masked(message)).startsWith(fix("8=FIX.4.4|9=5|35=A|95=9|96=*********|108=30|10="));
    }

    @Test
    void masksMessageWithoutChecksum() {
        assertThat(Secrets.masked(fix("8=FIX.4.4|9=5|554=secret"))).isEqualTo(fix("8=FIX.4.4|9=5|554=******"));
        assertThat(Secrets.masked(fix("554=secret|554=again"))).isEqualTo(fix("554=******|554=*****"));
    }

    @Test
    void masksProseThatQuotes() {
        assertThat(Secrets.maskedProse(fix("refused: 8=FIX.4.4|9=5|35=A|554=secret|10=000|"))).doesNotContain("secret")
                .startsWith("refused: ");
        assertThat(Secrets.maskedProse("Value is incorrect, field=554, value=secret")).doesNotContain("secret");
        assertThat(Secrets.maskedProse("got 554=secret|49=A")).isEqualTo("got 554=***|49=A");
        assertThat(Secrets.maskedProse("nothing here")).isEqualTo("nothing here");
    }
}
