package dev.fixway.providers.standin;

import dev.fixway.providers.standin.Fault.On;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Faults that are still to come, oldest first. Any thread.
final class FaultScript {
    private final List<Fault> faults = new ArrayList<>();

    synchronized void add(Fault fault) {
        faults.add(fault);
    }

    synchronized void clear() {
        faults.clear();
    }

    /// The fault of this request; null when it goes well.
    synchronized @Nullable Fault take(On request, @Nullable String clientId, @Nullable String symbol) {
        for (int i = 0; i < faults.size(); i++) {
            Fault fault = faults.get(i);
            if (fault.fits(request, clientId, symbol)) {
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
