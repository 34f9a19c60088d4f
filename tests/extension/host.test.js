import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { classifyDisconnect, Host } from "../../extension/host.js";

const framing = readFileSync(new URL("../../host/twinlatch/framing.py", import.meta.url), "utf8");

/** A native port in memory; by default it greets as today's host does. */
class FakePort {
  /** @type {any[]} */ sent = [];
  closed = false;
  /** @type {(message: any) => void} */ receive = () => {};
  /** @type {(text: string) => void} */ lose = () => {};

  /** @param {{greeting?: object | null}} [options] */
  constructor({ greeting = { protocol_version: 1, host_version: "1.0.0" } } = {}) {
    this.greeting = greeting;
  }

  /** @param {any} message */
  postMessage(message) {
    this.sent.push(message);
    if (message.method === "system.hello" && this.greeting) this.reply(message.id, this.greeting);
  }

  /** @param {number} id @param {object} result */
  reply(id, result) {
    queueMicrotask(() => this.receive({ jsonrpc: "2.0", id, result }));
  }

  disconnect() {
    this.closed = true;
  }

  /** @param {(message: any) => void} listener */
  onMessage(listener) {
    this.receive = listener;
  }

  /** @param {(text: string) => void} listener */
  onDisconnect(listener) {
    this.lose = listener;
  }
}

/** @param {FakePort[]} ports one for each connection, in order */
function hostWith(ports) {
  /** @type {any[]} */
  const news = [];
  let opened = 0;
  const host = new Host({
    open: () => {
      const port = ports[opened];
      opened += 1;
      assert(port, "opened more ports than the test has");
      return port;
    },
    clientVersion: "1.0.0",
    onNotification: (method, params) => news.push([method, params]),
    onLost: (cause) => news.push(["lost", cause]),
  });
  return { host, news, opened: () => opened };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

/** @param {string} reason */
const refusedFor = (reason) => (/** @type {any} */ error) => error.reason === reason;

test("a host is greeted before anything else is asked of it", async () => {
  const port = new FakePort();
  const { host } = hostWith([port]);
  const state = host.ask("session.state");
  await settle();
  assert.deepEqual(port.sent.map(({ method }) => method), ["system.hello", "session.state"]);
  port.reply(port.sent[1].id, { state: "locked" });
  assert.deepEqual(await state, { state: "locked" });
});

test("a page's address, however long, makes no message that would end the host", async () => {
  const port = new FakePort();
  const { host } = hostWith([port]);
  const url = `https://evil.example/?${"\\".repeat(2 * 1024 * 1024 - 30)}`;
  host.ask("sites.page", { url, top_url: url });
  host.ask("sites.page", { url, top_url: null });
  await settle();
  for (const { method, params } of port.sent.slice(1)) {
    assert.ok(JSON.stringify(params).length < 100_000, method);
    assert.ok(params.url.startsWith("https://evil.example/"));
  }
  assert.equal(port.sent[2].params.top_url, null);
});

test("a message that is too large for the host is refused before it is sent, and one that just fits is not", async () => {
  const port = new FakePort();
  const { host } = hostWith([port]);
  const limit = Number(framing.match(/^MAX_REQUEST_BYTES = (\d+) \* 1024 \* 1024$/m)?.[1]) * 1024 * 1024;
  void host.ask("items.search", { query: "" });
  await settle();
  const around = JSON.stringify(port.sent[1]).length;
  for (const [letter, bytes] of /** @type {[string, number][]} */ ([["x", 1], ["é", 2], ["\n", 2]])) {
    const most = Math.floor((limit - around) / bytes);
    await assert.rejects(host.ask("items.search", { query: letter.repeat(most + 1) }), (/** @type {any} */ error) => {
      assert.deepEqual([error.reason, error.data], ["too_large", { limit }]);
      return true;
    });
    void host.ask("items.search", { query: letter.repeat(most) });
    await settle();
    assert.equal(port.sent.at(-1).params.query.length, most);
  }
  assert.equal(port.sent.length, 5);
});

test("replies find their request whatever their order", async () => {
  const port = new FakePort();
  const { host } = hostWith([port]);
  const first = host.ask("items.list");
  const second = host.ask("settings.get");
  await settle();
  port.reply(port.sent[2].id, { of: "second" });
  port.reply(port.sent[1].id, { of: "first" });
  assert.deepEqual(await Promise.all([first, second]), [{ of: "first" }, { of: "second" }]);
});

test("requests made together share one connection", async () => {
  const port = new FakePort();
  const { host, opened } = hostWith([port]);
  void host.ask("items.list");
  void host.ask("settings.get");
  await settle();
  assert.equal(opened(), 1);
});

test("a refusal keeps its reason and its data", async () => {
  const port = new FakePort();
  const { host } = hostWith([port]);
  const login = host.ask("session.login");
  await settle();
  const data = { reason: "throttled", retry_after_s: 30 };
  port.receive({ jsonrpc: "2.0", id: port.sent[1].id, error: { code: -32000, message: "", data } });
  await assert.rejects(login, (/** @type {any} */ error) => error.reason === "throttled" && error.data.retry_after_s === 30);
});

test("a host that dies refuses what was under way, and the next request starts another", async () => {
  const ports = [new FakePort(), new FakePort()];
  const { host, news, opened } = hostWith(ports);
  const lost = host.ask("items.list");
  await settle();
  ports[0]?.lose("Native host has exited.");
  await assert.rejects(lost, refusedFor("host_crashed"));
  assert.deepEqual(news, [["lost", "host_crashed"]]);
  assert.equal(host.connected, false);

  void host.ask("items.list");
  await settle();
  assert.equal(opened(), 2);
  assert.deepEqual(ports[1]?.sent.map(({ method }) => method), ["system.hello", "items.list"]);
});

test("after a failed connection the next one waits", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const ports = [new FakePort({ greeting: null }), new FakePort()];
  const { host, opened } = hostWith(ports);
  const refused = host.ask("items.list");
  await settle();
  ports[0]?.lose("Specified native messaging host not found.");
  await assert.rejects(refused, refusedFor("host_missing"));

  void host.ask("items.list");
  await settle();
  assert.equal(opened(), 1);
  context.mock.timers.tick(200);
  await settle();
  assert.equal(opened(), 2);
});

for (const [version, cause] of /** @type {const} */ ([[0, "host_too_old"], [2, "extension_too_old"]])) {
  test(`a host that speaks protocol ${version} is let go: ${cause}`, async () => {
    const port = new FakePort({ greeting: { protocol_version: version, host_version: "9" } });
    const { host } = hostWith([port]);
    await assert.rejects(host.ask("items.list"), refusedFor(cause));
    assert(port.closed);
    assert.deepEqual(port.sent.map(({ method }) => method), ["system.hello"]);
  });
}

test("notifications are passed on", async () => {
  const port = new FakePort();
  const { host, news } = hostWith([port]);
  void host.ask("items.list");
  await settle();
  port.receive({ jsonrpc: "2.0", method: "session.changed", params: { state: "locked" } });
  assert.deepEqual(news, [["session.changed", { state: "locked" }]]);
});

const WORDS = [
  ["Specified native messaging host not found.", "host_missing"],
  ["Native messaging host org.twinlatch.host is not registered.", "host_missing"],
  ["Failed to start native messaging host.", "host_missing"],
  ["Access to the specified native messaging host is forbidden.", "host_forbidden"],
  ["Native host has exited.", "host_crashed"],
  ["Error when communicating with the native messaging host.", "host_crashed"],
  ["No such native application org.twinlatch.host", "host_missing"],
  ["This extension does not have permission to use native application org.twinlatch.host", "host_forbidden"],
  ["An unexpected error occurred", "host_crashed"],
  ["", "host_crashed"],
];

for (const [words, cause] of WORDS) {
  test(`"${words}" means ${cause}`, () => assert.equal(classifyDisconnect(words ?? ""), cause));
}

test("a host that says its session is over is left, and nobody is told that it was lost", async () => {
  const ports = [new FakePort(), new FakePort()];
  const { host, news, opened } = hostWith(ports);
  const answered = host.ask("session.logout");
  const refused = assert.rejects(host.ask("items.list"), refusedFor("host_crashed"));
  await settle();
  ports[0]?.reply(2, { state: "logged_out" });
  assert.deepEqual(await answered, { state: "logged_out" });
  ports[0]?.receive({ jsonrpc: "2.0", method: "session.changed", params: { state: "logged_out" } });
  await refused;
  assert.equal(ports[0]?.closed, true);
  assert.deepEqual(news, [["session.changed", { state: "logged_out" }]]);

  void host.ask("session.state");
  await settle();
  assert.equal(opened(), 2);
});
