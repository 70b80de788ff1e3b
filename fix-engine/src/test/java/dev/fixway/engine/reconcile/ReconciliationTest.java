package dev.fixway.engine.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.engine.replay.LogReplay;
import dev.fixway.engine.session.FixFrames;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Logs alone, without a ledger: what an order's reports may say and may not.
class ReconciliationTest {
    private static final String ORDER = "AAAA00000000000001";
    private static final String TERMS = "1=MAIN|6=0|14=0|37=" + ORDER + "|38=5|40=2|44=1|54=1|55=AAPL|59=1|151=5|";
    private static final String REFUSED = "35=9|11=B|37=" + ORDER + "|39=A|41=A|58=not sent|102=99|434=2|";

    @TempDir
    Path folder = Path.of("set by JUnit");

    @Test
    void aDropCopySeesARefusalInTheNextReport() throws IOException {
        List<String> reports = List.of("35=8|11=A|17=" + ORDER + ".1|39=A|150=A|797=Y|" + TERMS,
                "35=8|11=B|17=" + ORDER + ".2|39=E|41=A|150=E|797=Y|" + TERMS,
                "35=8|11=C|17=" + ORDER + ".3|39=6|41=A|150=6|797=Y|" + TERMS,
                "35=8|11=A|17=" + ORDER + ".4|39=E|150=0|797=Y|" + TERMS,
                "35=8|11=A|17=" + ORDER + ".5|39=0|150=D|378=99|797=Y|" + TERMS);

        assertThat(breaks(reports)).isEmpty();
    }

    @Test
    void whoseOrderItIsSeesInTheNextReportThatSomebodyElsesCancelWasRefused() throws IOException {
        List<String> reports = List.of("35=8|11=A|17=" + ORDER + ".1|39=A|150=A|" + TERMS,
                "35=8|11=A|17=" + ORDER + ".2|39=6|150=6|" + TERMS,
                "35=8|11=A|17=" + ORDER + ".3|39=0|150=0|" + TERMS);

        assertThat(breaks(reports)).isEmpty();
    }

    @Test
    void somebodyElseMayAskAgain() throws IOException {
        List<String> reports = List.of("35=8|11=A|17=" + ORDER + ".1|39=A|150=A|" + TERMS,
                "35=8|11=A|17=" + ORDER + ".2|39=6|150=6|" + TERMS,
                "35=8|11=A|17=" + ORDER + ".3|39=6|150=6|" + TERMS,
                "35=8|11=A|17=" + ORDER + ".4|39=0|150=0|" + TERMS);

        assertThat(breaks(reports)).isEmpty();
    }

    @Test
    void oneMayAskToCancelAndAnotherToReplace() throws IOException {
        List<String> reports = List.of("35=8|11=A|17=" + ORDER + ".1|39=A|150=A|" + TERMS,
                "35=8|11=A|17=" + ORDER + ".2|39=0|150=0|" + TERMS,
                "35=8|11=A|17=" + ORDER + ".3|39=6|150=6|" + TERMS,
                "35=8|11=A|17=" + ORDER + ".4|39=6|150=E|" + TERMS,
                "35=8|11=A|17=" + ORDER + ".5|39=6|150=E|" + TERMS,
                "35=8|11=A|17=" + ORDER + ".6|39=E|150=D|378=99|" + TERMS,
                "35=8|11=A|17=" + ORDER + ".7|39=0|150=D|378=99|" + TERMS);

        assertThat(breaks(reports)).isEmpty();
    }

    @Test
    void nobodyHasAskedToCancel() throws IOException {
        List<String> reports = List.of("35=8|11=A|17=" + ORDER + ".1|39=A|150=A|" + TERMS,
                "35=8|11=A|17=" + ORDER + ".2|39=0|150=0|" + TERMS,
                "35=8|11=A|17=" + ORDER + ".3|39=E|150=E|" + TERMS,
                "35=8|11=A|17=" + ORDER + ".4|39=6|150=D|378=99|" + TERMS);

        assertThat(breaks(reports)).extracting(Break::kind).containsExactly(BreakClass.STATE);
    }

    @Test
    void aFillEndsTheDayThatWasDoneBefore() throws IOException {
        String terms = "1=MAIN|37=" + ORDER + "|38=5|40=2|44=1|54=1|55=AAPL|59=1|";
        List<String> reports = List.of("35=8|11=A|17=" + ORDER + ".1|39=A|150=A|" + TERMS,
                "35=8|11=A|17=" + ORDER + ".2|39=0|150=0|" + TERMS,
                "35=8|11=A|17=" + ORDER + ".3|39=3|150=3|6=0|14=0|151=0|" + terms,
                "35=8|11=A|17=" + ORDER + ".4|39=1|150=F|6=1|14=2|31=1|32=2|151=3|" + terms);

        assertThat(breaks(reports)).isEmpty();
    }

    @Test
    void whoAskedIsToldOfTheRefusal() throws IOException {
        List<String> reports = List.of("35=8|11=A|17=" + ORDER + ".1|39=A|150=A|" + TERMS,
                "35=8|11=B|17=" + ORDER + ".2|39=E|41=A|150=E|" + TERMS,
                "35=8|11=A|17=" + ORDER + ".3|39=0|150=0|" + TERMS);

        assertThat(breaks(reports)).extracting(Break::kind).containsExactly(BreakClass.STATE);
    }

    @Test
    void aRepeatStandsForAFirstThatTheLogHasLost() throws IOException {
        List<String> reports = List.of("35=8|11=A|17=" + ORDER + ".1|39=A|150=A|" + TERMS,
                "35=8|43=Y|11=A|17=" + ORDER + ".2|39=0|150=0|" + TERMS,
                "35=8|11=B|17=" + ORDER + ".3|39=E|41=A|150=E|" + TERMS,
                "35=8|11=B|17=" + ORDER + ".4|39=0|41=A|150=5|" + TERMS);

        assertThat(breaks(reports)).isEmpty();
    }

    @Test
    void aClOrdIdUsedAgainIsNoEventOfItsOrder() throws IOException {
        String denied = "35=8|11=A|17=DEN-1|39=0|103=6|150=8|" + TERMS;
        String ended = TERMS.replace("151=5", "151=0");
        List<String> reports = List.of("35=8|11=A|17=" + ORDER + ".1|39=A|150=A|" + TERMS,
                "35=8|11=A|17=" + ORDER + ".2|39=0|150=0|" + TERMS, denied,
                "35=8|11=C|17=" + ORDER + ".3|39=6|41=A|150=6|" + TERMS,
                "35=8|11=C|17=" + ORDER + ".4|39=4|41=A|150=4|" + ended,
                denied.replace("DEN-1", "DEN-2").replace("39=0", "39=4"));

        assertThat(breaks(reports)).isEmpty();
    }

    @Test
    void aClOrdIdUsedAgainEndsNoPendingRequest() throws IOException {
        List<String> reports = List.of("35=8|11=A|17=" + ORDER + ".1|39=A|150=A|" + TERMS,
                "35=8|11=A|17=" + ORDER + ".2|39=0|150=0|" + TERMS,
                "35=8|11=C|17=" + ORDER + ".3|39=6|41=A|150=6|" + TERMS,
                "35=9|11=C|37=" + ORDER + "|39=6|41=A|102=6|434=1|",
                "35=8|11=A|17=" + ORDER + ".4|39=6|150=D|378=99|" + TERMS,
                "35=9|11=C|37=" + ORDER + "|39=0|41=A|102=0|434=1|58=too late|",
                "35=8|11=A|17=" + ORDER + ".5|39=0|150=D|378=99|" + TERMS,
                "35=9|11=C|37=" + ORDER + "|39=0|41=A|102=6|434=1|");

        assertThat(breaks(reports)).isEmpty();
    }

    @Test
    void theSameAnswerMayComeAgain() throws IOException {
        assertThat(breaks(List.of(REFUSED, REFUSED, REFUSED))).isEmpty();
    }

    @Test
    void anotherAnswerToTheSameRequestIsABreak() throws IOException {
        assertThat(breaks(List.of(REFUSED, REFUSED.replace("102=99", "102=0")))).extracting(Break::kind)
                .containsExactly(BreakClass.DUPLICATE);
    }

    @Test
    void aReportComesOnce() throws IOException {
        String report = "35=8|11=A|17=" + ORDER + ".1|39=A|150=A|" + TERMS;

        assertThat(breaks(List.of(report, report))).extracting(Break::kind).containsExactly(BreakClass.DUPLICATE);
    }

    /// What is found in a log of these messages of ours.
    private List<Break> breaks(List<String> messages) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (int i = 0; i < messages.size(); i++) {
            String body = messages.get(i)
                    .replaceFirst("\\|", "|34=" + (i + 1) + "|49=FIXWAY|52=20260304-05:06:07|56=CLIENT1|");
            text.write("20260304-05:06:07.123456 out e1 ".getBytes(StandardCharsets.ISO_8859_1));
            text.write(FixFrames.framed(body.replace('|', '\u0001')));
            text.write('\n');
        }
        Path file = Files.write(folder.resolve("messages.log"), text.toByteArray());
        List<Break> found = new ArrayList<>();
        try (Reconciliation reconciliation = new Reconciliation((_, _, _) -> null, 1, found::add)) {
            new LogReplay("FIXWAY").read(file, reconciliation::message, _ -> {
            });
            reconciliation.finish();
        }
        return found;
    }
}
