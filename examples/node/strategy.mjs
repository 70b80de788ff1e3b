// Buys and sells in turn by the Trading API, through lost connections, partial fills and rejections.
// Needs Node 20 and `ws`; from Node 22 on Node's own WebSocket will do, as long as no API key is asked for.
const WebSocket = await import('ws').then((ws) => ws.WebSocket, () => globalThis.WebSocket);

const env = process.env;
const URL_ = (env.GATEWAY_URL ?? 'http://127.0.0.1:8080').replace(/\/+$/, '');
const KEY = env.GATEWAY_API_KEY ?? '';
const SYMBOL = env.SYMBOL ?? 'AAPL';
const QUANTITY = env.QUANTITY ?? '10';
const ROUNDS = Number(env.ROUNDS ?? 3);
const RUN = env.RUN ?? `js-${Date.now().toString(36)}`;
if (!WebSocket || (KEY && WebSocket === globalThis.WebSocket)) {
  console.error(`Error: ${KEY ? 'an API key' : 'Node before 22'} needs ws: npm install`);
  process.exit(1);
}
const HEADERS = KEY ? { Authorization: `Bearer ${KEY}` } : {};
const ENDED = new Set(['FILLED', 'CANCELLED', 'REJECTED', 'EXPIRED']);
const REJECTIONS_MAX = 3;
const DELAY_FIRST = 250;
const DELAY_MAX = 30_000;

const say = (text) => console.log(text);
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

/** The gateway's own words: this request will not do better when it is repeated. */
class Refused extends Error {
  constructor(status, text) {
    super(`${status} ${text}`);
    this.status = status;
  }
}

/** One REST call; throws Refused for an answer, another error when there is none or the gateway is not ready. */
async function call(method, path, body) {
  const answer = await fetch(URL_ + path, {
    method,
    headers: body ? { ...HEADERS, 'Content-Type': 'application/json' } : HEADERS,
    body: body && JSON.stringify(body),
    signal: AbortSignal.timeout(30_000),
  });
  const text = await answer.text();
  if ([429, 502, 503, 504].includes(answer.status)) throw new Error(`HTTP ${answer.status}`);
  if (!answer.ok) throw new Refused(answer.status, text);
  return JSON.parse(text);
}

/**
 * Decimals come as strings; for comparing them and for what is held, whole units of the last of 18 digits are enough.
 */
function units(decimal) {
  const [whole, fraction = ''] = decimal.split('.');
  return BigInt(whole + fraction.slice(0, 18).padEnd(18, '0'));
}

function decimal(value) {
  const digits = value.toString().padStart(19, '0');
  return `${digits.slice(0, -18)}.${digits.slice(-18)}`.replace(/\.?0+$/, '');
}

/** What is known of one order of ours. It only moves forward: an old answer may come after a new frame. */
class Order {
  constructor(clientOrderId, side, quantity) {
    Object.assign(this, { clientOrderId, side, quantity, id: null, status: 'UNSENT', filled: 0n });
    this.ended = new Promise((end) => { this.end = end; });
  }

  get isEnded() { return ENDED.has(this.status); }

  body() {
    return { symbol: SYMBOL, side: this.side, quantity: this.quantity, order_type: 'MARKET', client_order_id: this.clientOrderId };
  }

  take(order) {
    const filled = units(order.filled_quantity);
    if (this.isEnded || filled < this.filled || (filled === this.filled && order.status === this.status)) return;
    Object.assign(this, { id: order.id, status: order.status, filled });
    const price = order.average_fill_price ? ` at ${order.average_fill_price}` : '';
    say(`order ${this.clientOrderId} ${this.side} ${this.status} ${order.filled_quantity} of ${this.quantity}${price}`);
    if (this.isEnded) this.end();
  }

  refuse(why) {
    this.status = 'REJECTED';
    say(`order ${this.clientOrderId} ${this.side} refused: ${why}`);
    this.end();
  }
}

const orders = new Map();
let socket = null;
let stopping = false;

function take(frame) {
  if (frame.type === 'order') orders.get(frame.order.client_order_id)?.take(frame.order);
  else if (frame.type === 'error') say(`error ${frame.code}: ${frame.message}`);
}

/** Nothing is kept for a client that is away: what happened meanwhile is read by REST. */
async function recover() {
  const positions = await call('GET', `/v1/positions?symbol=${encodeURIComponent(SYMBOL)}`);
  const waiting = [...orders.values()].filter((order) => !order.isEnded);
  for (const order of waiting) {
    const found = await call('GET', `/v1/orders?client_order_id=${encodeURIComponent(order.clientOrderId)}`);
    found.forEach((one) => order.take(one));
  }
  const held = positions.map((p) => `${p.side} ${p.quantity}`).join(', ') || 'none';
  say(`recovered: ${waiting.length} orders asked, position ${held}`);
}

/** One connection, from the handshake to its end; answers whether it got as far as the state. */
function connection() {
  return new Promise((over) => {
    let isRecovered = false;
    socket = new WebSocket(`${URL_.replace('http', 'ws')}/v1/ws`, { headers: HEADERS });
    socket.addEventListener('open', () => {
      say('connected');
      recover().then(() => { isRecovered = true; }, (e) => { say(`not recovered: ${e.message}`); socket.close(); });
    });
    socket.addEventListener('message', (event) => take(JSON.parse(event.data)));
    socket.addEventListener('error', (event) => say(`connection lost: ${event.message ?? ''}`));
    socket.addEventListener('close', (event) => { say(`connection closed: ${event.code}`); over(isRecovered); });
  });
}

/** Connects again, later each time, and after a clean close too: a gateway that ends is back in a moment. */
async function listen() {
  for (let delay = DELAY_FIRST; !stopping; delay = Math.min(delay * 2, DELAY_MAX)) {
    if (await connection()) delay = DELAY_FIRST;
    if (!stopping) await sleep(delay * (0.5 + Math.random() / 2));
  }
}

/** An answer may be lost: the same body with the same client_order_id gets the first answer again. */
async function place(order) {
  orders.set(order.clientOrderId, order);
  for (let delay = DELAY_FIRST; !order.isEnded && !order.id; delay = Math.min(delay * 2, DELAY_MAX)) {
    try {
      order.id = (await call('POST', '/v1/orders', order.body())).id;
    } catch (e) {
      if ([401, 403].includes(e.status)) throw e;
      if (e instanceof Refused) {
        order.refuse(e.message);
      } else {
        say(`no answer to ${order.clientOrderId}, once more: ${e.message}`);
        await sleep(delay);
      }
    }
  }
  await order.ended;
}

async function trade() {
  let held = 0n;
  let rejections = 0;
  for (let n = 0; n < 2 * ROUNDS && !stopping; n++) {
    const order = held > 0n ? new Order(`${RUN}-${n}`, 'SELL', decimal(held)) : new Order(`${RUN}-${n}`, 'BUY', QUANTITY);
    await place(order);
    // What was filled counts, not what was asked for: an order may end with a part of it.
    held += order.side === 'BUY' ? order.filled : -order.filled;
    rejections = order.status === 'REJECTED' ? rejections + 1 : 0;
    if (rejections === REJECTIONS_MAX) {
      say(`stopped after ${rejections} rejections in a row`);
      return 1;
    }
  }
  say(`done, ${decimal(held) || '0'} ${SYMBOL} held`);
  return 0;
}

async function cancelOpen() {
  for (const order of orders.values()) {
    if (!order.id || order.isEnded) continue;
    try {
      await call('DELETE', `/v1/orders/${order.id}`);
      say(`order ${order.clientOrderId} cancelled at the end`);
    } catch (e) {
      say(`order ${order.clientOrderId} not cancelled: ${e.message}`);
    }
  }
}

const stopped = new Promise((stop) => ['SIGINT', 'SIGTERM'].forEach((name) => process.once(name, stop)));
listen();
const code = await Promise.race([trade(), stopped.then(() => 0)]).catch((e) => {
  say(`stopped: ${e.message}`);
  return 1;
});
stopping = true;
await cancelOpen();
socket?.close(1000);
setTimeout(() => process.exit(code), 1_000).unref();
process.exitCode = code;
