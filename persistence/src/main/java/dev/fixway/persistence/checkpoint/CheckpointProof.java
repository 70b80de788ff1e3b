package dev.fixway.persistence.checkpoint;

import dev.fixway.persistence.checkpoint.Checkpoint.Line;
import dev.fixway.persistence.journal.ChainPoint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Proves the files of checkpoints: numbers without a gap, each naming the one before, each signed by the key in
/// charge. Reads only; may run beside a gateway that signs. One thread; signatures are checked on all cores.
public final class CheckpointProof {
    private final Trust trust;
    private final CheckpointFolder folder;
    private final Map<String, PublicKeyText> keys = new HashMap<>();
    private final Set<String> signers = new HashSet<>();
    private final List<ChainPoint> points = new ArrayList<>();
    private @Nullable Line last;
    private String inCharge = "";
    private long badSeq;
    private @Nullable String fault;

    private CheckpointProof(Path dataDir, Trust trust) {
        this.trust = trust;
        folder = new CheckpointFolder(dataDir);
        keys.putAll(folder.keys());
        PublicKeyText key = trust.key();
        if (key != null) {
            keys.put(key.id(), key);
        }
    }

    /// Reads the checkpoints of a data folder whole. Throws LedgerException when a file cannot be read.
    public static CheckpointProof of(Path dataDir, Trust trust) {
        CheckpointProof proof = new CheckpointProof(dataDir, trust);
        List<Path> files = proof.folder.files();
        for (int i = 0; i < files.size() && proof.fault == null; i++) {
            proof.file(files.get(i), i + 1 == files.size());
        }
        proof.requireTrustedSigner();
        return proof;
    }

    /// The points that were signed, in order, up to the first fault.
    public List<ChainPoint> points() {
        return points;
    }

    /// What was found.
    ///
    /// - `installation`: of the journal beside the checkpoints
    public CheckpointCheck check(String installation) {
        Line line = last;
        if (fault == null && line != null && !installation.isEmpty()
                && !line.checkpoint().installation().equals(installation)) {
            bad(1, "they belong to installation " + line.checkpoint().installation() + ", the journal to "
                    + installation);
        }
        if (fault == null) {
            compareWithKept(installation);
        }
        return new CheckpointCheck(line == null ? "" : line.checkpoint().installation(), points.size(), signedSeq(),
                line == null ? null : line.checkpoint().time(), inCharge, trust.source(), badSeq, fault);
    }

    private long signedSeq() {
        return points.isEmpty() ? 0 : points.getLast().seq();
    }

    private void file(Path file, boolean isLast) {
        CheckpointFolder.Content content = folder.read(file);
        if (CheckpointFolder.firstNumber(file) != points.size() + 1) {
            bad(signedSeq() + 1, file.getFileName() + " begins where checkpoint " + (points.size() + 1) + " belongs");
            return;
        }
        List<Line> lines = new ArrayList<>();
        Line before = last;
        String wrong = null;
        for (int i = 0; i < content.lines().size() && wrong == null; i++) {
            Line line = parsed(content.lines().get(i));
            wrong = line == null ? "is no checkpoint" : wrong(line, before, points.size() + i + 1);
            if (line != null && wrong == null) {
                lines.add(line);
                inCharge = Beginning.inCharge(line.checkpoint());
                before = line;
            }
        }
        accept(file, lines, wrong);
        if (fault == null && !isLast && content.unfinishedBytes() > 0) {
            bad(signedSeq() + 1, file.getFileName() + " ends within a line, but is not the last file");
        }
    }

    private static @Nullable Line parsed(String text) {
        try {
            return Line.of(text);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return null;
        }
    }

    /// What is wrong with a line where it stands; its signature is checked later.
    private @Nullable String wrong(Line line, @Nullable Line before, long number) {
        Checkpoint checkpoint = line.checkpoint();
        PublicKeyText introduced = checkpoint.newKey();
        if (introduced != null) {
            keys.putIfAbsent(introduced.id(), introduced);
        }
        if (checkpoint.number() != number) {
            return "has number " + checkpoint.number();
        }
        if (!Arrays.equals(checkpoint.previous(), before == null ? Checkpoint.NO_PREVIOUS : before.hash())) {
            return "does not name the checkpoint before it";
        }
        if (before != null && !checkpoint.keyId().equals(inCharge)) {
            return "is signed by key " + checkpoint.keyId() + ", but key " + inCharge + " was in charge";
        }
        return keys.containsKey(checkpoint.keyId())
                ? null
                : "is signed by key " + checkpoint.keyId() + ", whose public part is missing";
    }

    private void accept(Path file, List<Line> lines, @Nullable String wrong) {
        int forged = IntStream.range(0, lines.size())
                .parallel()
                .filter(i -> !isSigned(lines.get(i)))
                .min()
                .orElse(lines.size());
        for (Line line : lines.subList(0, forged)) {
            last = line;
            signers.add(line.checkpoint().keyId());
            points.add(line.checkpoint().point());
        }
        String what = forged < lines.size() ? "has a wrong signature" : wrong;
        if (what != null) {
            bad(signedSeq() + 1, "checkpoint " + (points.size() + 1) + " in " + file.getFileName() + ", line "
                    + (forged + 1) + ", " + what);
        }
    }

    private boolean isSigned(Line line) {
        PublicKeyText key = keys.get(line.checkpoint().keyId());
        return key != null && line.isSignedBy(key);
    }

    private void requireTrustedSigner() {
        PublicKeyText key = trust.key();
        boolean isTrusted = key == null || signers.contains(key.id()) || signers.stream().anyMatch(this::isReplaced);
        if (fault == null && key != null && !points.isEmpty() && !isTrusted) {
            bad(1, "none of the " + points.size() + " checkpoints is signed by key " + key.id() + " of "
                    + trust.source());
            points.clear();
        }
    }

    /// Whether the believed key has replaced this one: until the next start nothing is signed by the new one.
    private boolean isReplaced(String id) {
        Path keyFile = trust.keyFile();
        SigningKey old = keyFile == null ? null : new KeyFile(keyFile).replaced(id);
        return old != null && old.id().equals(id);
    }

    /// Holds them against the last one that is kept beside the key.
    private void compareWithKept(String installation) {
        Path keyFile = trust.keyFile();
        if (keyFile == null || installation.isEmpty()) {
            return;
        }
        KeptCheckpoint place = new KeptCheckpoint(keyFile, installation);
        Line kept = place.read();
        if (kept == null) {
            return;
        }
        long number = kept.checkpoint().number();
        // Looked up anew: a gateway may have signed since the files were read.
        if (kept.text().equals(folder.line(number))) {
            return;
        }
        if (number > points.size()) {
            bad(signedSeq() + 1, "checkpoints " + (points.size() + 1) + " to " + number + " are missing; number "
                    + number + ", of event " + kept.checkpoint().point().seq() + ", is kept in " + place.path());
        } else {
            bad(number == 1 ? 1 : points.get((int) number - 2).seq() + 1,
                    "checkpoint " + number + " is not the one that is kept in " + place.path());
        }
    }

    private void bad(long seq, String what) {
        badSeq = seq;
        fault = what;
    }
}
