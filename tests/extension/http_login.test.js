import assert from "node:assert/strict";
import { mock, test } from "node:test";

/** What is open at each look for the popup; the last holds on. @type {number[]} */
const popups = [];
globalThis.chrome = /** @type {any} */ ({
  extension: { getViews: () => Array.from({ length: (popups.length > 1 ? popups.shift() : popups[0]) ?? 0 }) },
  tabs: { get: async (/** @type {number} */ id) => ({ id, active: true, url: PAGE }) },
});
const { HttpLogins, isAskable } = await import("../../extension/http_login.js");

const PAGE = "https://bank.example/";
/** @type {import("../../extension/http_login.js").Challenge} */
const CHALLENGE = /** @type {any} */ ({
  isProxy: false,
  scheme: "basic",
  challenger: { host: "bank.example", port: 443 },
  url: "https://bank.example/in",
  type: "main_frame",
});

/** @type {[string, object, string, boolean][]} */
const CHALLENGES = [
  ["the page itself", {}, "https://elsewhere.example/", true],
  ["a part of the page from its own origin", { type: "xmlhttprequest" }, PAGE, true],
  ["a scheme in capitals", { scheme: "Digest" }, PAGE, true],
  ["a port of its own", { challenger: { host: "bank.example", port: 8443 }, url: "https://bank.example:8443/" }, PAGE, true],
  ["a part from another origin", { type: "image" }, "https://evil.example/", false],
  ["a part from the same host without encryption", { type: "image" }, "http://bank.example/", false],
  ["a frame of another site", { type: "sub_frame" }, "https://evil.example/", false],
  ["a proxy", { isProxy: true }, PAGE, false],
  ["a proxy that does not say so", { challenger: { host: "proxy.example", port: 3128 } }, PAGE, false],
  ["another port than the page's", { challenger: { host: "bank.example", port: 8443 } }, PAGE, false],
  ["what takes more than a password", { scheme: "negotiate" }, PAGE, false],
  ["what is no website", { url: "ftp://bank.example/" }, PAGE, false],
];

for (const [what, differs, page, asked] of CHALLENGES) {
  test(`${what} ${asked ? "may be" : "is not"} asked about`, () => {
    assert.equal(isAskable({ ...CHALLENGE, ...differs }, page), asked);
  });
}

/** How long a challenge waits for an answer, where the popup is open like that at the looks for it. @param {...number} open */
async function waited(...open) {
  popups.splice(0, popups.length, ...open);
  const logins = new HttpLogins({ ask: async () => ({ matches: 1 }), open: async () => true });
  let isAnswered = false;
  logins.challenge(/** @type {any} */ ({ ...CHALLENGE, requestId: "1", tabId: 1 }), () => (isAnswered = true));
  let ms = 0;
  for (; !isAnswered; ms += 100) {
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
    mock.timers.tick(100);
  }
  return ms;
}

test("a popup that takes its time to open is not one that was closed", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  assert.ok((await waited(0, 0, 0, 0, 1, 1, 1, 0)) > 6 * 300);
  assert.ok((await waited(1, 0)) <= 500);
  assert.ok((await waited(0)) <= 11_000);
  mock.timers.reset();
});
