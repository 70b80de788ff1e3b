package dev.fixway.engine.session;

import quickfix.Group;
import quickfix.Message;
import quickfix.MessageFactory;
import quickfix.field.MsgType;

/// Makes messages that are fields by number.
///
/// QuickFIX/J's own factory makes a class of each type, and loads some three thousand of them at every start: those of
/// each FIX version it can find.
final class PlainMessages implements MessageFactory {
    @Override
    public Message create(String beginString, String msgType) {
        Message message = new Message();
        message.getHeader().setString(MsgType.FIELD, msgType);
        return message;
    }

    /// QuickFIX/J takes the groups of what it reads from the dictionary.
    @Override
    public Group create(String beginString, String msgType, int correspondingFieldID) {
        throw new UnsupportedOperationException("groups come from the dictionary");
    }
}
