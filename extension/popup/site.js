/** The website in the tab under the popup, as the browser names it. */

import { browser } from "../lib/browser.js";

/**
 * `host`: in ASCII, with a port that is not the usual one; "" where the tab shows no website.
 * @typedef {{tabId: number, url: string, origin: string, host: string}} Site
 */

/** @returns {Promise<Site>} */
export async function activeSite() {
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  const { origin, host } = partsOf(tab?.url ?? "");
  return { tabId: tab?.id ?? -1, url: tab?.url ?? "", origin, host };
}

/**
 * The host of a website's address, as `URL` writes it: mixed scripts stay punycode.
 * @param {string} address as saved: a URL, or a host alone
 * @returns {string} "" where it has none
 */
export function hostOf(address) {
  return partsOf(address.includes("://") ? address : `https://${address}`).host;
}

/**
 * The host that a login is known by: a regular expression names none.
 * @param {import("../protocol.js").ItemUrl[]} urls
 */
export function hostOfLogin(urls) {
  return hostOf(urls.find(({ match }) => match !== "regex")?.url ?? "");
}

/** A host as a title: without the "www." that says nothing. @param {string} host */
export function nameOf(host) {
  return host.replace(/^www\./, "");
}

/** @param {string} address */
function partsOf(address) {
  const url = URL.parse(address);
  return url && /^https?:$/.test(url.protocol) ? { origin: url.origin, host: url.host } : { origin: "", host: "" };
}
