/** What to say for each reason the host, or the lack of one, can give. */

import { formatDuration, formatMonth, formatTime } from "./i18n.js";

/**
 * `kind`: how loud. `values`: what the sentences need, from the error's data. `variants`: values of `data.why` (or
 * of `data.what`) that have sentences of their own, named `error_<reason>_<variant>`. `as`: the reason whose sentences
 * serve for this one too.
 * @typedef {object} Saying
 * @property {"info" | "warn" | "error"} kind
 * @property {(data: Record<string, any>) => import("./i18n.js").Values} [values]
 * @property {string[]} [variants]
 * @property {string} [as]
 */

/** The command that mends a missing, refusing, crashed or old host. */
const MEND = { command: "twinlatch install" };

/** What brings the host's optional part for text messages; see README.md, "Install from source". */
const INSTALL_SMS = "pipx install --force '.[sms]'";

/**
 * Why the extension itself filled nothing; see extension/fill.js.
 * @typedef {"no_form" | "page_unreachable"} FillRefusal
 */

/** @type {Record<import("../protocol.js").Reason | import("../host.js").HostCause | FillRefusal, Saying>} */
export const SAYINGS = {
  host_missing: { kind: "error", values: () => MEND },
  host_forbidden: { kind: "error", values: () => MEND },
  host_crashed: { kind: "error", values: () => MEND },
  host_too_old: { kind: "error", values: () => MEND },
  extension_too_old: { kind: "error" },

  locked: { kind: "info" },
  logged_out: { kind: "info" },
  bad_credentials: { kind: "error", variants: ["password"] },
  code_required: { kind: "info" },
  wrong_code: {
    kind: "error",
    values: (data) => ({ time: formatTime(data.now ?? Date.now() / 1000) }),
    variants: ["text", "text_over"],
  },
  code_already_used: { kind: "warn" },
  wrong_recovery_code: { kind: "error", variants: ["mistyped", "spent"] },
  throttled: {
    kind: "warn",
    values: (data) => ({ duration: formatDuration(data.retry_after_s ?? 0) }),
    variants: ["texts"],
  },
  totp_disabled: { kind: "error" },
  clock_set_back: { kind: "warn", values: (data) => ({ time: formatTime(data.now ?? Date.now() / 1000) }) },
  unknown_device: {
    kind: "warn",
    values: (data) => ({ computer: data.label || "?", since: formatMonth(data.since ?? "") || "?" }),
    variants: ["keyring_reset"],
  },
  rolled_back: { kind: "error", variants: ["turned_off"] },
  damaged: { kind: "error" },
  not_a_vault: { kind: "error" },
  newer_format: { kind: "error" },
  no_keyring: { kind: "warn" },
  keyring_locked: { kind: "warn" },
  keyring_failed: { kind: "error" },
  not_enrolling: { kind: "warn" },
  already_enabled: { kind: "info" },
  not_enabled: { kind: "info" },
  weak_password: {
    kind: "error",
    values: (data) => ({ length: data.min_length ?? 12 }),
    variants: ["short"],
  },
  account_exists: { kind: "error" },
  conflict: { kind: "warn" },
  not_found: { kind: "error", variants: ["account", "file", "offer"] },
  own_second_factor: { kind: "warn", variants: ["recovery_code"] },
  too_large: { kind: "error" },
  wrong_site: {
    kind: "error",
    values: (data) => ({ host: data.host ?? "" }),
    variants: ["insecure", "cross_origin", "opaque", "posts_elsewhere", "switched_off"],
  },
  no_form: { kind: "info" },
  page_unreachable: { kind: "warn" },
  store_failed: { kind: "error", variants: ["disk_full", "read_only", "missing", "busy"] },
  sms_failed: {
    kind: "error",
    values: (data) => ({ words: data.words || "?", install: INSTALL_SMS }),
    variants: ["not_installed", "no_gateway", "no_phone", "incomplete", "no_phone_place", "bad_gateway", "refused", "no_answer"],
  },
  invalid_params: { kind: "error", variants: ["phone_number"] },
  parse_error: { kind: "error", as: "internal" },
  invalid_request: { kind: "error", as: "internal" },
  unknown_method: { kind: "error", values: () => MEND, as: "host_too_old" },
  internal: { kind: "error" },
};

/**
 * What to tell a person about an error: the keys of what happened, and of what is safe and what to do.
 *
 * The advice holds markup: show it with `rich` (ui/banner.js does). A reason nobody wrote a sentence for is told as
 * `internal`.
 * @param {unknown} error an AskError, or anything else thrown
 * @returns {{reason: string, kind: "info" | "warn" | "error", title: string, advice: string,
 *   values: import("./i18n.js").Values}}
 */
export function describeError(error) {
  const { reason: given = "internal", data = {} } = /** @type {{reason?: string, data?: Record<string, any>}} */ (
    error instanceof Error ? error : {}
  );
  const reason = Object.hasOwn(SAYINGS, given) ? /** @type {keyof typeof SAYINGS} */ (given) : "internal";
  const saying = SAYINGS[reason];
  const variant = saying.variants?.find((name) => name === data.why || name === data.what);
  const title = `error_${saying.as ?? reason}${variant ? `_${variant}` : ""}`;
  return { reason, kind: saying.kind, title, advice: `${title}_advice`, values: saying.values?.(data) ?? {} };
}
