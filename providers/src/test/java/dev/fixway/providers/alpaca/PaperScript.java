package dev.fixway.providers.alpaca;

import dev.fixway.providers.alpaca.PaperFault.On;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Faults that are still to come, oldest first. Any thread.
final class PaperScript {
    private final List<PaperFault> faults = new ArrayList<>();

    synchronized void add(PaperFault fault) {
        faults.add(fault);
    }

    synchronized void clear() {
        faults.clear();
    }

    /// The fault of this request; null when it goes well.
    synchronized @Nullable PaperFault take(On request, @Nullable PaperOrder order, @Nullable String clientId) {
        for (int i = 0; i < faults.size(); i++) {
            PaperFault fault = faults.get(i);
            if (fault.fits(request, order, clientId)) {
                if (fault.times() > 1) {
                    faults.set(i, fault.times(fault.times() - 1));
                } else {
                    faults.remove(i);
                }
                return fault;
            }
        }
        return null;
    }
}
