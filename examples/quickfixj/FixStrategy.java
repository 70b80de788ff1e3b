import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import quickfix.Application;
import quickfix.DefaultMessageFactory;
import quickfix.FieldNotFound;
import quickfix.FileStoreFactory;
import quickfix.Message;
import quickfix.SLF4JLogFactory;
import quickfix.Session;
import quickfix.SessionID;
import quickfix.SessionSettings;
import quickfix.SocketInitiator;
import quickfix.field.ClOrdID;
import quickfix.field.HandlInst;
import quickfix.field.OrdType;
import quickfix.field.OrderQty;
import quickfix.field.OrigClOrdID;
import quickfix.field.Side;
import quickfix.field.Symbol;
import quickfix.field.TimeInForce;
import quickfix.field.TransactTime;
import quickfix.fix44.NewOrderSingle;
import quickfix.fix44.OrderCancelRequest;
import quickfix.fix44.OrderStatusRequest;

/// Buys and sells in turn by FIX 4.4, through lost connections, partial fills and rejections.
///
/// QuickFIX/J connects again by itself, and its store lets both sides ask again for what the other has missed. What is
/// left to do: to take every report once, to ask how open orders stand, and to go on with the numbers of a lost store.
public final class FixStrategy implements Application {
    private static final String SYMBOL = setting("SYMBOL", "AAPL");
    private static final BigDecimal QUANTITY = new BigDecimal(setting("QUANTITY", "10"));
    private static final int ROUNDS = Integer.parseInt(setting("ROUNDS", "3"));
    private static final String RUN = setting("RUN", "qfj-" + Long.toString(System.currentTimeMillis(), 36));
    private static final int REJECTIONS_MAX = 3;
    private static final Pattern TOO_LOW = Pattern.compile(".*MsgSeqNum too low, expecting (\\d+) but received.*");

    private final Map<String, Order> orders = new ConcurrentHashMap<>();
    private final Set<String> seenExecIds = ConcurrentHashMap.newKeySet();
    private final CountDownLatch loggedOn = new CountDownLatch(1);
    private volatile SessionID session;
    private volatile boolean stopping;
    private int expectedByServer;

    /// One order of ours, by what the reports say.
    private static final class Order {
        final String clOrdId;
        final char side;
        final BigDecimal quantity;
        final CountDownLatch ended = new CountDownLatch(1);
        volatile BigDecimal filled = BigDecimal.ZERO;
        volatile char status = 'A';

        Order(String clOrdId, char side, BigDecimal quantity) {
            this.clOrdId = clOrdId;
            this.side = side;
            this.quantity = quantity;
        }

        void end(char with) {
            status = with;
            ended.countDown();
        }
    }

    public static void main(String[] arguments) throws Exception {
        FixStrategy strategy = new FixStrategy();
        SessionSettings settings = settings();
        SocketInitiator initiator = new SocketInitiator(strategy, new FileStoreFactory(settings), settings,
                new SLF4JLogFactory(settings), new DefaultMessageFactory());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            strategy.cancelOpen();
            initiator.stop();
        }));
        initiator.start();
        strategy.loggedOn.await();
        System.exit(strategy.trade());
    }

    private static SessionSettings settings() {
        SessionSettings settings = new SessionSettings();
        SessionID id = new SessionID("FIX.4.4", setting("SENDER", "CLIENT1"), setting("TARGET", "FIXWAY"));
        settings.setString(id, "BeginString", id.getBeginString());
        settings.setString(id, "SenderCompID", id.getSenderCompID());
        settings.setString(id, "TargetCompID", id.getTargetCompID());
        settings.setString("ConnectionType", "initiator");
        settings.setString("SocketConnectHost", setting("FIX_HOST", "127.0.0.1"));
        settings.setString("SocketConnectPort", setting("FIX_PORT", "9880"));
        settings.setString("HeartBtInt", "30");
        settings.setString("ReconnectInterval", setting("RECONNECT", "1;2;5;10;30"));
        settings.setString("NonStopSession", "Y");
        settings.setString("DataDictionary", "FIX44.xml");
        // Numbers and messages outlive this process: what comes meanwhile is asked for at the next logon.
        settings.setString("FileStorePath", setting("STORE", "fix-store"));
        return settings;
    }

    private static String setting(String name, String otherwise) {
        return System.getenv().getOrDefault(name, otherwise);
    }

    private static void say(String text) {
        System.out.println(text);
    }

    private int trade() throws InterruptedException {
        BigDecimal held = BigDecimal.ZERO;
        int rejections = 0;
        for (int n = 0; n < 2 * ROUNDS && !stopping; n++) {
            boolean buys = held.signum() == 0;
            Order order = new Order(RUN + '-' + n, buys ? Side.BUY : Side.SELL, buys ? QUANTITY : held);
            enter(order);
            order.ended.await();
            // What was filled counts, not what was asked for: an order may end with a part of it.
            held = buys ? held.add(order.filled) : held.subtract(order.filled);
            rejections = order.status == '8' ? rejections + 1 : 0;
            if (rejections == REJECTIONS_MAX) {
                say("stopped after " + rejections + " rejections in a row");
                return 1;
            }
        }
        say("done, " + held.stripTrailingZeros().toPlainString() + ' ' + SYMBOL + " held");
        return 0;
    }

    private void enter(Order order) {
        orders.put(order.clOrdId, order);
        NewOrderSingle message = new NewOrderSingle(new ClOrdID(order.clOrdId), new Side(order.side), now(),
                new OrdType(OrdType.MARKET));
        message.set(new HandlInst('1'));
        message.set(new Symbol(SYMBOL));
        message.setString(OrderQty.FIELD, order.quantity.toPlainString());
        message.set(new TimeInForce(TimeInForce.DAY));
        send(message);
    }

    private static TransactTime now() {
        return new TransactTime(LocalDateTime.now(ZoneOffset.UTC));
    }

    /// A message that cannot go out now is in the store, and goes out when the server asks for what it has missed.
    private void send(Message message) {
        Session to = Session.lookupSession(session);
        if (to != null && !to.send(message)) {
            say("not logged on, sent later: " + message.toString().replace('\u0001', '|'));
        }
    }

    private void cancelOpen() {
        stopping = true;
        for (Order order : orders.values()) {
            if (order.ended.getCount() > 0) {
                OrderCancelRequest cancel = new OrderCancelRequest(new OrigClOrdID(order.clOrdId),
                        new ClOrdID(order.clOrdId + "-c"), new Side(order.side), now());
                cancel.set(new Symbol(SYMBOL));
                cancel.setString(OrderQty.FIELD, order.quantity.toPlainString());
                send(cancel);
                try {
                    boolean isGone = order.ended.await(2, TimeUnit.SECONDS);
                    say("order " + order.clOrdId + (isGone ? " ended" : " is left open") + " at the end");
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    @Override
    public void onCreate(SessionID id) {
        session = id;
    }

    /// Reports that were missed come by themselves; the status tells how things stand when nothing was missed.
    @Override
    public void onLogon(SessionID id) {
        say("connected");
        int asked = 0;
        for (Order order : orders.values()) {
            if (order.ended.getCount() > 0 && !stopping) {
                OrderStatusRequest status = new OrderStatusRequest(new ClOrdID(order.clOrdId), new Side(order.side));
                status.set(new Symbol(SYMBOL));
                send(status);
                asked++;
            }
        }
        say("recovered: " + asked + " orders asked");
        loggedOn.countDown();
    }

    @Override
    public void onLogout(SessionID id) {
        say("connection closed");
        if (expectedByServer > 0) {
            try {
                Session.lookupSession(id).setNextSenderMsgSeqNum(expectedByServer);
                expectedByServer = 0;
            } catch (IOException e) {
                say("the store cannot be written: " + e.getMessage());
            }
        }
    }

    @Override
    public void toAdmin(Message message, SessionID id) {
        // Here Username(553) and Password(554) would go into the Logon.
    }

    /// A store that was lost is behind: the server tells its number in the Logout, the next logon uses it.
    @Override
    public void fromAdmin(Message message, SessionID id) throws FieldNotFound {
        String msgType = message.getHeader().getString(35);
        String text = message.isSetField(58) ? message.getString(58) : "";
        Matcher tooLow = TOO_LOW.matcher(text);
        if ("5".equals(msgType) && tooLow.matches()) {
            expectedByServer = Integer.parseInt(tooLow.group(1));
        } else if ("3".equals(msgType) || ("5".equals(msgType) && !text.isEmpty())) {
            say("the server says: " + text);
        }
    }

    @Override
    public void toApp(Message message, SessionID id) {
        // Nothing to add.
    }

    @Override
    public void fromApp(Message message, SessionID id) throws FieldNotFound {
        switch (message.getHeader().getString(35)) {
            case "8" -> report(message);
            // 9: a cancel came too late, its order ends by a report. j: a request of ours was not taken at all.
            case "9" -> say("cancel refused: " + (message.isSetField(58) ? message.getString(58) : ""));
            case "j" -> refused(message);
            default -> {
            }
        }
    }

    /// A report may come twice, by a resend (43=Y) or from a recovered server (97=Y), always with its ExecID.
    private void report(Message message) throws FieldNotFound {
        Order order = orders.get(message.isSetField(OrigClOrdID.FIELD) && !orders.containsKey(message.getString(11))
                ? message.getString(OrigClOrdID.FIELD)
                : message.getString(11));
        if (order == null || order.ended.getCount() == 0 || !seenExecIds.add(message.getString(17))) {
            return;
        }
        // Of a ClOrdID that was used before, 39 tells how the first order with it stands: 150=8 refuses this one.
        boolean isRefused = message.getChar(150) == '8';
        BigDecimal filled = isRefused ? BigDecimal.ZERO : message.getDecimal(14);
        char status = isRefused ? '8' : message.getChar(39);
        if (filled.compareTo(order.filled) < 0 || (status == order.status && filled.compareTo(order.filled) == 0)) {
            return;
        }
        order.filled = filled;
        order.status = status;
        String text = message.isSetField(58) ? ": " + message.getString(58) : "";
        say("order " + order.clOrdId + (order.side == Side.BUY ? " BUY " : " SELL ") + word(status) + ' '
                + filled.toPlainString() + " of " + order.quantity.toPlainString() + text);
        if ("2348C".indexOf(status) >= 0) {
            order.end(status);
        }
    }

    private void refused(Message message) throws FieldNotFound {
        String text = message.isSetField(58) ? message.getString(58) : "";
        Order order = message.isSetField(379) ? orders.get(message.getString(379)) : null;
        say("not taken: " + text);
        if (order != null) {
            order.end('8');
        }
    }

    private static String word(char status) {
        return switch (status) {
            case 'A' -> "PENDING";
            case '0' -> "OPEN";
            case '1' -> "PARTIALLY_FILLED";
            case '2' -> "FILLED";
            case '4' -> "CANCELLED";
            case '6' -> "PENDING_CANCEL";
            case '8' -> "REJECTED";
            case 'C' -> "EXPIRED";
            default -> "39=" + status;
        };
    }
}
