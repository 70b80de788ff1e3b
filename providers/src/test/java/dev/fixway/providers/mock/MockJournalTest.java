package dev.fixway.providers.mock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.fixway.engine.domain.FillId;
import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.domain.Price;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.domain.Symbol;
import dev.fixway.engine.provider.ProviderException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MockJournalTest {
    private static final RouteId ROUTE = OrderId.of("TEST", 1).route(1);
    private static final List<MockRecord> RECORDS = List.of(new MockRecord.WalkStarted(-5, HandClock.START),
            new MockRecord.Filled(ROUTE, new FillId("M1.1"), Qty.of("10"), Price.of("1.25"), HandClock.START),
            new MockRecord.PositionSet(new MockPosition(new Symbol("Ünï Cöde"), new BigDecimal("-1.50"), BigDecimal.ONE,
                    BigDecimal.TEN, HandClock.START, HandClock.START.plusSeconds(1))));

    @TempDir
    private Path folder;

    @Test
    void readsBackWhatWasWritten() throws IOException {
        write();

        assertThat(reopened()).isEqualTo(RECORDS);
    }

    @Test
    void cutsATornTailAtAnyByte() throws IOException {
        write();
        byte[] whole = Files.readAllBytes(file());
        int lastStart = whole.length - MockCodec.encode(RECORDS.getLast()).length;

        for (int length = lastStart; length < whole.length; length++) {
            Files.write(file(), Arrays.copyOf(whole, length));

            assertThat(read()).as("cut at %s", length).isEqualTo(RECORDS.subList(0, 2));
            assertThat(reopened()).as("cut at %s", length).isEqualTo(RECORDS.subList(0, 2));
            assertThat(file()).hasSize(lastStart);
        }
    }

    @Test
    void readsWhatAKilledProcessLeft() throws IOException {
        byte[] left;
        try (MockJournal journal = MockJournal.open(folder, _ -> {
        })) {
            journal.append(RECORDS);
            assertThat(read()).as("while it runs").isEqualTo(RECORDS);
            left = Files.readAllBytes(file());
        }
        assertThat(file()).as("nothing but records").hasSize(written().length);

        Files.write(file(), left);
        assertThat(left.length).as("room behind the records").isGreaterThan(written().length);
        assertThat(read()).isEqualTo(RECORDS);
        assertThat(reopened()).isEqualTo(RECORDS);
        assertThat(file()).hasSize(written().length);
    }

    @Test
    void cutsARecordThatAKillLeftWithoutItsFirstByte() throws IOException {
        write();
        byte[] bytes = Arrays.copyOf(Files.readAllBytes(file()), 4096);
        int lastStart = written().length - MockCodec.encode(RECORDS.getLast()).length;
        bytes[lastStart] = 0;
        Files.write(file(), bytes);

        assertThat(read()).isEqualTo(RECORDS.subList(0, 2));
        assertThat(reopened()).isEqualTo(RECORDS.subList(0, 2));
        assertThat(file()).hasSize(lastStart);
    }

    @Test
    void refusesAFileWithARecordBehindRoom() throws IOException {
        write();
        byte[] bytes = Arrays.copyOf(Files.readAllBytes(file()), 4096);
        int second = MockCodec.encode(RECORDS.getFirst()).length;
        bytes[second] = 0;
        Files.write(file(), bytes);

        assertThat(read()).as("its owner may be writing").isEqualTo(RECORDS.subList(0, 1));
        assertThatExceptionOfType(ProviderException.class).isThrownBy(this::reopened)
                .withMessageContaining("damaged at byte " + second);
    }

    @Test
    void writesMoreThanItsRoom() throws IOException {
        List<MockRecord> many = Collections.nCopies(5_000, RECORDS.get(1));
        try (MockJournal journal = MockJournal.open(folder, _ -> {
        })) {
            journal.append(many);
            for (MockRecord record : many) {
                journal.append(List.of(record));
            }
        }

        assertThat(file()).hasSize(10_000L * MockCodec.encode(RECORDS.get(1)).length);
        assertThat(reopened()).hasSize(10_000).containsOnly(RECORDS.get(1));
    }

    @Test
    void goesOnWhenThereIsRoomAgain() throws IOException {
        try (MockJournal journal = MockJournal.open(folder, _ -> {
        })) {
            Files.delete(file());
            Files.createDirectory(file());
            assertThatIOException().isThrownBy(() -> journal.append(RECORDS));
            assertThat(journal.records()).isZero();

            Files.delete(file());
            journal.append(RECORDS);
        }

        assertThat(reopened()).isEqualTo(RECORDS);
    }

    @Test
    void takesAPageThatTheDiskCannotGiveForAFailedWrite() throws IOException {
        List<MockRecord> pages = Collections.nCopies(200, RECORDS.get(1));
        try (MockJournal journal = MockJournal.open(folder, _ -> {
        })) {
            journal.append(pages);
            int length = pages.size() * MockCodec.encode(RECORDS.get(1)).length;
            Files.write(file(), Arrays.copyOf(Files.readAllBytes(file()), length));
            assertThatIOException().isThrownBy(() -> journal.append(pages));
            assertThat(journal.records()).isEqualTo(200);

            journal.append(RECORDS.subList(0, 1));
            assertThat(read()).hasSize(201).endsWith(RECORDS.getFirst());
        }

        assertThat(reopened()).hasSize(201);
    }

    @Test
    void cutsALastLineThatIsWrong() throws IOException {
        write();
        byte[] bytes = Files.readAllBytes(file());
        bytes[bytes.length - 3] ^= 1;
        Files.write(file(), bytes);

        assertThat(reopened()).isEqualTo(RECORDS.subList(0, 2));
    }

    @Test
    void refusesAFileThatIsDamagedBeforeItsEnd() throws IOException {
        write();
        byte[] bytes = Files.readAllBytes(file());
        bytes[20] ^= 1;
        Files.write(file(), bytes);

        assertThatExceptionOfType(ProviderException.class).isThrownBy(this::reopened)
                .withMessageContaining("damaged at byte 0");
    }

    @Test
    void refusesASecondOwner() {
        try (MockJournal first = MockJournal.open(folder, _ -> {
        })) {
            assertThatExceptionOfType(ProviderException.class).isThrownBy(this::reopened)
                    .withMessageContaining("in use");
            assertThat(first.records()).isZero();
        }
        assertThat(reopened()).isEmpty();
    }

    @Test
    void goesOnBehindARewrite() throws IOException {
        try (MockJournal journal = MockJournal.open(folder, _ -> {
        })) {
            journal.append(RECORDS);
            journal.rewrite(RECORDS.subList(0, 1));
            journal.append(RECORDS.subList(2, 3));
            assertThat(journal.records()).isEqualTo(2);
        }

        assertThat(reopened()).containsExactly(RECORDS.get(0), RECORDS.get(2));
        try (var files = Files.list(folder)) {
            assertThat(files).extracting(path -> path.getFileName().toString()).containsOnly(MockJournal.FILE, "lock");
        }
    }

    private Path file() {
        return folder.resolve(MockJournal.FILE);
    }

    private static byte[] written() {
        var bytes = new ByteArrayOutputStream();
        RECORDS.forEach(record -> bytes.writeBytes(MockCodec.encode(record)));
        return bytes.toByteArray();
    }

    private void write() throws IOException {
        try (MockJournal journal = MockJournal.open(folder, _ -> {
        })) {
            journal.append(RECORDS.subList(0, 1));
            journal.append(RECORDS.subList(1, 3));
        }
    }

    private List<MockRecord> read() {
        List<MockRecord> records = new ArrayList<>();
        MockJournal.read(file(), records::add);
        return records;
    }

    private List<MockRecord> reopened() {
        List<MockRecord> records = new ArrayList<>();
        MockJournal.open(folder, records::add).close();
        return records;
    }
}
