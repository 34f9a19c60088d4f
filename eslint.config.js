import js from "@eslint/js";
import globals from "globals";

/** Text becomes markup, or code, only where a browser feature asks for it; the extension has no such place. */
const NO_MARKUP_FROM_TEXT = ["innerHTML", "outerHTML", "insertAdjacentHTML", "setHTMLUnsafe", "createContextualFragment"];
const BROWSER_API = ["chrome", "browser"];

export default [
  { ignores: [".twinlatch/", "build/", "dist/", "test-results/", "try-results/"] },
  js.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      curly: ["error", "multi-line"],
      eqeqeq: ["error", "always", { null: "ignore" }],
      "no-alert": "error",
      "no-console": "error",
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-new-func": "error",
      "no-restricted-properties": [
        "error",
        ...NO_MARKUP_FROM_TEXT.map((property) => ({ property, message: "Build nodes; see extension/lib/dom.js." })),
        { object: "document", property: "write", message: "Build nodes; see extension/lib/dom.js." },
      ],
      "no-script-url": "error",
      "no-throw-literal": "error",
      "no-unused-vars": ["error", { args: "after-used", caughtErrors: "all" }],
      "no-var": "error",
      "object-shorthand": "error",
      "prefer-const": "error",
    },
  },
  {
    files: ["extension/**/*.js"],
    languageOptions: { globals: { ...globals.browser, ...globals.serviceworker } },
    rules: {
      "no-restricted-globals": [
        "error",
        ...BROWSER_API.map((name) => ({ name, message: "Import what you need from extension/lib/browser.js." })),
      ],
      "no-restricted-syntax": [
        "error",
        ...BROWSER_API.map((name) => ({
          selector: `MemberExpression[object.name=/^(globalThis|self|window)$/][property.name="${name}"]`,
          message: "Import what you need from extension/lib/browser.js.",
        })),
      ],
    },
  },
  {
    files: ["extension/lib/browser.js"],
    languageOptions: { globals: globals.webextensions },
    rules: { "no-restricted-globals": "off", "no-restricted-syntax": "off" },
  },
  {
    // Classic scripts: they share the global scope of their world, and one that is injected again declares again.
    files: ["extension/content/**/*.js"],
    languageOptions: { sourceType: "script" },
    rules: {
      "no-undef": "off", // tsc knows what they share
      "no-unused-vars": ["error", { vars: "local", args: "after-used", caughtErrors: "all" }],
      "no-var": "off",
    },
  },
  {
    files: ["tests/**/*.js", "eslint.config.js"],
    languageOptions: { globals: globals.nodeBuiltin },
  },
];
