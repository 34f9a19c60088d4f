import assert from "node:assert/strict";
import { test } from "node:test";

globalThis.chrome = /** @type {any} */ ({});
const { isAskable } = await import("../../extension/http_login.js");

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
