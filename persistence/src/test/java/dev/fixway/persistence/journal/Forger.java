package dev.fixway.persistence.journal;

import dev.fixway.engine.ledger.Group;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;

/// Somebody who knows the journal's format and may write its files.
public final class Forger {
    private final Path dataDir;

    public Forger(Path dataDir) {
        this.dataDir = dataDir;
    }

    /// Where an event stands in a file; `length` counts its length field and hash.
    public record Place(Path file, int frameAt, int eventAt, int length, boolean isLastInFrame) {}

    /// Every group as it was appended.
    public List<Group> groups() {
        List<Group> groups = new ArrayList<>();
        frames((_, frame, _) -> groups.add(frame.group()));
        return groups;
    }

    public Place place(long seq) {
        Place[] found = new Place[1];
        frames((file, frame, offset) -> {
            if (frame.firstSeq() <= seq && seq <= frame.lastSeq()) {
                int at = offset + Frame.HEAD_LENGTH
                        + (frame.marks().length == 0 ? 0 : frame.marks().length + Chain.HASH_LENGTH);
                ByteBuffer in = ByteBuffer.wrap(JournalFiles.read(file));
                for (long s = frame.firstSeq(); s < seq; s++) {
                    at += Integer.BYTES + in.getInt(at) + Chain.HASH_LENGTH;
                }
                found[0] = new Place(file, offset, at, Integer.BYTES + in.getInt(at) + Chain.HASH_LENGTH,
                        seq == frame.lastSeq());
            }
        });
        return found[0];
    }

    /// Turns a bit of an event's bytes and gives the frame its right checksum.
    public void change(long seq, int byteInEvent) {
        Place place = place(seq);
        byte[] bytes = JournalFiles.read(place.file());
        bytes[place.eventAt() + Integer.BYTES + byteInEvent % (place.length() - 36)] ^= 1;
        write(place, bytes);
    }

    /// Takes an event out of its group, as if it had never been there.
    public void remove(long seq) {
        Place place = place(seq);
        byte[] bytes = JournalFiles.read(place.file());
        System.arraycopy(bytes, place.eventAt() + place.length(), bytes, place.eventAt(),
                bytes.length - place.eventAt() - place.length());
        resize(place, bytes, -1);
    }

    /// Puts a copy of an event behind it.
    public void repeat(long seq) {
        Place place = place(seq);
        byte[] bytes = JournalFiles.read(place.file());
        System.arraycopy(bytes, place.eventAt(), bytes, place.eventAt() + place.length(),
                bytes.length - place.eventAt() - place.length());
        resize(place, bytes, 1);
    }

    /// Swaps an event with the next one of its group.
    public void swap(long seq) {
        Place place = place(seq);
        Place next = place(seq + 1);
        byte[] bytes = JournalFiles.read(place.file());
        byte[] first = Arrays.copyOfRange(bytes, place.eventAt(), place.eventAt() + place.length());
        System.arraycopy(bytes, next.eventAt(), bytes, place.eventAt(), next.length());
        System.arraycopy(first, 0, bytes, place.eventAt() + next.length(), first.length);
        write(place, bytes);
    }

    /// Ends the journal after a group, without a trace.
    public void cutAfter(long group) {
        Path[] last = {JournalFiles.segments(dataDir).getFirst()};
        int[] end = {SegmentHeader.LENGTH};
        frames((file, frame, offset) -> {
            if (frame.number() == group) {
                last[0] = file;
                end[0] = offset + frame.length();
            }
        });
        byte[] bytes = JournalFiles.read(last[0]);
        Arrays.fill(bytes, end[0], bytes.length, (byte) 0);
        JournalFiles.write(last[0], bytes);
        JournalFiles.segments(dataDir).stream().filter(file -> file.compareTo(last[0]) > 0).forEach(Forger::delete);
    }

    /// Writes everything after a group anew, every hash and checksum right.
    public void rewriteAfter(long group, List<Group> groups) {
        cutAfter(group);
        try (DataLock lock = DataLock.take(dataDir);
                JournalLedger ledger = JournalLedger.open(lock, new JournalSettings(Durability.PROCESS, 1 << 14),
                        new FileDisk(), RandomGenerator.getDefault())) {
            groups.forEach(ledger::append);
        }
    }

    private static void resize(Place place, byte[] bytes, int events) {
        ByteBuffer in = ByteBuffer.wrap(bytes).position(place.frameAt());
        int at = place.frameAt();
        in.putInt(at + Frame.EVENTS_AT, in.getInt(at + Frame.EVENTS_AT) + events);
        in.putInt(at + Frame.LENGTH_AT, in.getInt(at + Frame.LENGTH_AT) + events * place.length());
        write(place, bytes);
    }

    private static void write(Place place, byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        ByteBuffer frame = in.slice(place.frameAt(), in.getInt(place.frameAt() + Frame.LENGTH_AT));
        in.putInt(place.frameAt() + Frame.CRC_AT, Frame.checksum(frame, frame.capacity()));
        JournalFiles.write(place.file(), bytes);
    }

    private interface Visitor {
        void frame(Path file, Frame frame, int offset);
    }

    private void frames(Visitor visitor) {
        for (Path file : JournalFiles.segments(dataDir)) {
            try (SegmentReader reader = new SegmentReader(file, new LongAdder())) {
                int at = (int) reader.offset();
                for (int length = reader.wholeLength(reader.size()); length > 0; length = reader
                        .wholeLength(reader.size())) {
                    visitor.frame(file, Frame.of(reader.bytes(at, length)), at);
                    at += length;
                    reader.seek(at);
                }
            }
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
