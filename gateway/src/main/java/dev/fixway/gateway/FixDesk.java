package dev.fixway.gateway;

import dev.fixway.engine.session.FixClient;
import dev.fixway.engine.session.FixText;
import java.time.Duration;
import java.util.List;

/// Who carries out a request of the FIX client: a connection for it alone, or the one of the prompt.
interface FixDesk {
    /// Carries it out and shows the answers; the exit code, 1 when the server refused.
    int carryOut(Request request);

    /// One request.
    interface Request {
        /// - `quiet`: how long a resting order is listened to
        List<FixText> ask(FixClient client, Duration quiet);
    }

    /// 1 when the last answer is a refusal.
    static int exitCode(List<FixText> answers) {
        if (answers.isEmpty()) {
            return 0;
        }
        FixText last = answers.getLast();
        boolean isRefused = switch (last.value(35)) {
            case "9", "j", "3" -> true;
            default -> "8".equals(last.value(39));
        };
        return isRefused ? Main.FAILURE : 0;
    }
}
