package dev.fixway.engine.session;

import dev.fixway.engine.codec.Fields;
import quickfix.Message;
import quickfix.RejectLogon;

/// Who may log on, and how; the text is the same for every wrong credential.
final class LogonRules {
    private static final int HEART_BT_INT_MIN = 5;
    private static final int HEART_BT_INT_MAX = 60;

    private LogonRules() {}

    /// Throws RejectLogon, which QuickFIX/J answers by a Logout(5) with the text.
    static void check(Message logon, Provisioned profile) throws RejectLogon {
        if (profile.credentials() != null
                && !profile.credentials().match(Fields.text(logon, 553), Fields.text(logon, 554))) {
            throw new RejectLogon("logon refused");
        }
        if (!"0".equals(Fields.text(logon, 98))) {
            throw new RejectLogon("EncryptMethod(98) must be 0");
        }
        int heartBtInt = heartBtInt(logon);
        if (heartBtInt < HEART_BT_INT_MIN || heartBtInt > HEART_BT_INT_MAX) {
            throw new RejectLogon(
                    "HeartBtInt(108) must be " + HEART_BT_INT_MIN + " to " + HEART_BT_INT_MAX + " seconds");
        }
        if (Fields.isYes(logon, 141) && !"1".equals(Fields.text(logon.getHeader(), 34))) {
            throw new RejectLogon("ResetSeqNumFlag(141)=Y needs MsgSeqNum(34)=1");
        }
    }

    private static int heartBtInt(Message logon) {
        try {
            return Integer.parseInt(Fields.textOr(logon, 108, "0"));
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
