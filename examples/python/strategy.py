#!/usr/bin/env python3
"""Buys and sells in turn by the Trading API, through lost connections, partial fills and rejections.

Needs Python 3.10 and `websockets` 13 or later. Settings come from the environment, see README.md.
"""
import asyncio
import json
import os
import random
import signal
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from decimal import Decimal

from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException

URL = os.environ.get("GATEWAY_URL", "http://127.0.0.1:8080").rstrip("/")
KEY = os.environ.get("GATEWAY_API_KEY", "")
SYMBOL = os.environ.get("SYMBOL", "AAPL")
QUANTITY = Decimal(os.environ.get("QUANTITY", "10"))
ROUNDS = int(os.environ.get("ROUNDS", "3"))
RUN = os.environ.get("RUN", f"py-{time.time_ns():x}")
HEADERS = {"Authorization": f"Bearer {KEY}"} if KEY else {}
ENDED = {"FILLED", "CANCELLED", "REJECTED", "EXPIRED"}
REJECTIONS_MAX = 3
DELAY_FIRST, DELAY_MAX = 0.25, 30.0


def say(text):
    print(text, flush=True)


class Refused(Exception):
    """The gateway's own words: this request will not do better when it is repeated."""

    def __init__(self, status, error):
        super().__init__(f"{status} {error.get('code')}: {error.get('message')} {error.get('details') or ''}")
        self.status = status


def call(method, path, body=None):
    """One REST call; raises Refused for an answer, OSError when there is none or the gateway is not ready."""
    data = None if body is None else json.dumps(body).encode()
    headers = {**HEADERS, "Content-Type": "application/json"} if data else HEADERS
    request = urllib.request.Request(URL + path, data, headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as e:
        text = e.read()
        if e.code in (429, 502, 503, 504):
            raise OSError(f"HTTP {e.code}") from e
        try:
            error = json.loads(text)
        except ValueError:
            error = {"message": text.decode(errors="replace")}
        raise Refused(e.code, error) from e


class Order:
    """What is known of one order of ours. It only moves forward: an old answer may come after a new frame."""

    def __init__(self, client_order_id, side, quantity):
        self.client_order_id, self.side, self.quantity = client_order_id, side, quantity
        self.id, self.status, self.filled = None, "UNSENT", Decimal(0)
        self.ended = asyncio.Event()

    def body(self):
        return {"symbol": SYMBOL, "side": self.side, "quantity": str(self.quantity), "order_type": "MARKET",
                "client_order_id": self.client_order_id}

    def take(self, order):
        filled = Decimal(order["filled_quantity"])
        if self.ended.is_set() or filled < self.filled or (filled, order["status"]) == (self.filled, self.status):
            return
        self.id, self.status, self.filled = order["id"], order["status"], filled
        price = f" at {order['average_fill_price']}" if order.get("average_fill_price") else ""
        say(f"order {self.client_order_id} {self.side} {self.status} {filled} of {self.quantity}{price}")
        if self.status in ENDED:
            self.ended.set()

    def refuse(self, why):
        self.status = "REJECTED"
        say(f"order {self.client_order_id} {self.side} refused: {why}")
        self.ended.set()


class Strategy:
    def __init__(self):
        self.orders = {}

    async def listen(self):
        """Reads frames for ever; connects again, later each time, and reads the state again after each connect."""
        delay = DELAY_FIRST
        while True:
            try:
                async with connect(URL.replace("http", "ws", 1) + "/v1/ws", additional_headers=HEADERS) as socket:
                    say("connected")
                    await self.recover()
                    delay = DELAY_FIRST
                    async for frame in socket:
                        self.take(json.loads(frame))
                say(f"connection closed: {socket.close_code}")
            except (OSError, WebSocketException, Refused) as e:
                say(f"connection lost: {e}")
            # Also after a clean close: a gateway that ends says 1001, and is back in a moment.
            await asyncio.sleep(delay * random.uniform(0.5, 1))
            delay = min(delay * 2, DELAY_MAX)

    def take(self, frame):
        if frame["type"] == "order":
            order = self.orders.get(frame["order"].get("client_order_id"))
            if order:
                order.take(frame["order"])
        elif frame["type"] == "error":
            say(f"error {frame['code']}: {frame['message']}")

    async def recover(self):
        """Nothing is kept for a client that is away: what happened meanwhile is read by REST."""
        symbol = urllib.parse.quote(SYMBOL)
        positions = await asyncio.to_thread(call, "GET", f"/v1/positions?symbol={symbol}")
        waiting = [o for o in self.orders.values() if not o.ended.is_set()]
        for order in waiting:
            name = urllib.parse.quote(order.client_order_id)
            for found in await asyncio.to_thread(call, "GET", f"/v1/orders?client_order_id={name}"):
                order.take(found)
        held = ", ".join(f"{p['side']} {p['quantity']}" for p in positions) or "none"
        say(f"recovered: {len(waiting)} orders asked, position {held}")

    async def place(self, order):
        """An answer may be lost: the same body with the same client_order_id gets the first answer again."""
        self.orders[order.client_order_id] = order
        delay = DELAY_FIRST
        while not order.ended.is_set():
            try:
                handle = await asyncio.to_thread(call, "POST", "/v1/orders", order.body())
                order.id = handle["id"]
                break
            except Refused as e:
                if e.status in (401, 403):
                    raise
                order.refuse(e)
            except OSError as e:
                say(f"no answer to {order.client_order_id}, once more: {e}")
                await asyncio.sleep(delay)
                delay = min(delay * 2, DELAY_MAX)
        await order.ended.wait()
        return order.filled

    async def trade(self):
        held, rejections = Decimal(0), 0
        for n in range(2 * ROUNDS):
            side, quantity = ("SELL", held) if held else ("BUY", QUANTITY)
            order = Order(f"{RUN}-{n}", side, quantity)
            # What was filled counts, not what was asked for: an order may end with a part of it.
            filled = await self.place(order)
            held += filled if side == "BUY" else -filled
            rejections = rejections + 1 if order.status == "REJECTED" else 0
            if rejections == REJECTIONS_MAX:
                say(f"stopped after {rejections} rejections in a row")
                return 1
        say(f"done, {held} {SYMBOL} held")
        return 0

    async def cancel_open(self):
        for order in self.orders.values():
            if order.id and not order.ended.is_set():
                try:
                    await asyncio.to_thread(call, "DELETE", f"/v1/orders/{order.id}")
                    say(f"order {order.client_order_id} cancelled at the end")
                except (Refused, OSError) as e:
                    say(f"order {order.client_order_id} not cancelled: {e}")


async def main():
    strategy = Strategy()
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    listening = asyncio.create_task(strategy.listen())
    trading = asyncio.create_task(strategy.trade())
    stopped = asyncio.create_task(stop.wait())
    await asyncio.wait({listening, trading, stopped}, return_when=asyncio.FIRST_COMPLETED)
    trading.cancel()
    await strategy.cancel_open()
    [traded] = await asyncio.gather(trading, return_exceptions=True)
    if isinstance(traded, Refused):
        say(f"stopped: {traded}")
    code = traded if isinstance(traded, int) else 0 if stop.is_set() else 1
    for task in (listening, trading, stopped):
        task.cancel()
    await asyncio.gather(listening, trading, stopped, return_exceptions=True)
    return code


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
