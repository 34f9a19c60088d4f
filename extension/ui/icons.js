/** Our icons: strokes on a 24 by 24 grid, in the colour of the text around them. */

const SVG = "http://www.w3.org/2000/svg";

/** @type {Record<string, string>} */
const PATHS = {
  arrow_left: "M19 12H5M11 6l-6 6 6 6",
  arrow_right: "M5 12h14M13 6l6 6-6 6",
  check: "M5 12.5l4.5 4.5L19 7.5",
  chevron_down: "M6 9.5l6 6 6-6",
  chevron_left: "M14.5 6l-6 6 6 6",
  chevron_right: "M9.5 6l6 6-6 6",
  clock: "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17M12 7.5V12l3 2",
  close: "M6.5 6.5l11 11M17.5 6.5l-11 11",
  copy: "M10 8.5h8.5a1.5 1.5 0 0 1 1.5 1.5v8.5a1.5 1.5 0 0 1-1.5 1.5H10a1.5 1.5 0 0 1-1.5-1.5V10A1.5 1.5 0 0 1 10 8.5M5 15.5A1.5 1.5 0 0 1 4 14V5.5A1.5 1.5 0 0 1 5.5 4H14a1.5 1.5 0 0 1 1.5 1",
  dice: "M6 4h12a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2M8.5 8.1a.4.4 0 1 0 0 .8.4.4 0 0 0 0-.8M15.5 8.1a.4.4 0 1 0 0 .8.4.4 0 0 0 0-.8M12 11.6a.4.4 0 1 0 0 .8.4.4 0 0 0 0-.8M8.5 15.1a.4.4 0 1 0 0 .8.4.4 0 0 0 0-.8M15.5 15.1a.4.4 0 1 0 0 .8.4.4 0 0 0 0-.8",
  download: "M12 4v11M7 10.5l5 5 5-5M4.5 19.5h15",
  edit: "M4.5 19.5l1-4L16 5a2.12 2.12 0 0 1 3 3L8.5 18.5l-4 1M14 7l3 3",
  external: "M13.5 4.5h6v6M19.5 4.5L11 13M17.5 14v4a1.5 1.5 0 0 1-1.5 1.5H6A1.5 1.5 0 0 1 4.5 18V8A1.5 1.5 0 0 1 6 6.5h4",
  error: "M8.5 3.5h7l5 5v7l-5 5h-7l-5-5v-7l5-5M12 8v4.5M12 16h.01",
  eye: "M2.5 12s3.5-6.5 9.5-6.5 9.5 6.5 9.5 6.5-3.5 6.5-9.5 6.5S2.5 12 2.5 12M12 9.3a2.7 2.7 0 1 0 0 5.4 2.7 2.7 0 0 0 0-5.4",
  eye_off: "M4 4l16 16M9.8 5.7A9 9 0 0 1 12 5.5c6 0 9.5 6.5 9.5 6.5a16 16 0 0 1-2.6 3.3M6.3 7.4A16 16 0 0 0 2.5 12s3.5 6.5 9.5 6.5c1.6 0 3-.45 4.3-1.13M10.1 10.1a2.7 2.7 0 0 0 3.8 3.8",
  file: "M13.5 3.5H7A1.5 1.5 0 0 0 5.5 5v14A1.5 1.5 0 0 0 7 20.5h10a1.5 1.5 0 0 0 1.5-1.5V8.5l-5-5M13.5 3.5v5h5",
  fill: "M3.5 8.5A1.5 1.5 0 0 1 5 7h14a1.5 1.5 0 0 1 1.5 1.5v7A1.5 1.5 0 0 1 19 17H5a1.5 1.5 0 0 1-1.5-1.5v-7M7.5 10v4M11.5 12h5M14.5 10l2 2-2 2",
  globe: "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17M3.5 12h17M12 3.5c2.5 2.3 3.7 5.2 3.7 8.5s-1.2 6.2-3.7 8.5c-2.5-2.3-3.7-5.2-3.7-8.5S9.5 5.8 12 3.5",
  help: "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17M9.5 9.7a2.5 2.5 0 1 1 3.7 2.2c-.8.45-1.2.9-1.2 1.8M12 16.8h.01",
  info: "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17M12 11v5M12 7.8h.01",
  key: "M8 11.5a4 4 0 1 0 0 8 4 4 0 0 0 0-8M11 12.7l8.5-8.5M16 7.7l3 3M13.5 10.2l1.8 1.8",
  lock: "M6.5 10.5h11A1.5 1.5 0 0 1 19 12v7a1.5 1.5 0 0 1-1.5 1.5h-11A1.5 1.5 0 0 1 5 19v-7a1.5 1.5 0 0 1 1.5-1.5M8 10.5V7.5a4 4 0 0 1 8 0v3M12 14.5v2",
  log_out: "M10 4.5H6A1.5 1.5 0 0 0 4.5 6v12A1.5 1.5 0 0 0 6 19.5h4M10 12h10M16 8l4 4-4 4",
  mail: "M5 5.5h14A1.5 1.5 0 0 1 20.5 7v10a1.5 1.5 0 0 1-1.5 1.5H5A1.5 1.5 0 0 1 3.5 17V7A1.5 1.5 0 0 1 5 5.5M4 7l8 6 8-6",
  monitor: "M5 4.5h14A1.5 1.5 0 0 1 20.5 6v9a1.5 1.5 0 0 1-1.5 1.5H5A1.5 1.5 0 0 1 3.5 15V6A1.5 1.5 0 0 1 5 4.5M12 16.5v3.5M8.5 20h7",
  moon: "M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5",
  more: "M12 5.1a.4.4 0 1 0 0 .8.4.4 0 0 0 0-.8M12 11.6a.4.4 0 1 0 0 .8.4.4 0 0 0 0-.8M12 18.1a.4.4 0 1 0 0 .8.4.4 0 0 0 0-.8",
  note: "M6 3.5h12A1.5 1.5 0 0 1 19.5 5v14a1.5 1.5 0 0 1-1.5 1.5H6A1.5 1.5 0 0 1 4.5 19V5A1.5 1.5 0 0 1 6 3.5M8 8.5h8M8 12h8M8 15.5h5",
  phone: "M8.5 2.5h7A1.5 1.5 0 0 1 17 4v16a1.5 1.5 0 0 1-1.5 1.5h-7A1.5 1.5 0 0 1 7 20V4a1.5 1.5 0 0 1 1.5-1.5M11 18.5h2",
  pin: "M9 4h6M10 4v6l-3 3.5V15h10v-1.5L14 10V4M12 15v5.5",
  plus: "M12 5v14M5 12h14",
  print: "M7 8.5v-5h10v5M7 16.5H5A1.5 1.5 0 0 1 3.5 15v-5A1.5 1.5 0 0 1 5 8.5h14a1.5 1.5 0 0 1 1.5 1.5v5a1.5 1.5 0 0 1-1.5 1.5h-2M7 13.5h10v7H7v-7",
  puzzle: "M5 8.5h4a2 2 0 1 1 4 0h4v4a2 2 0 1 1 0 4v4H5v-4a2 2 0 1 0 0-4v-4",
  refresh: "M20 5v5h-5M4 19v-5h5M19.5 10A8 8 0 0 0 5.7 7.3M4.5 14a8 8 0 0 0 13.8 2.7",
  search: "M11 4.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13M16 16l4.5 4.5",
  settings: "M4 7h9M18 7h2M15.5 4.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5M20 17h-9M6 17H4M8.5 14.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5",
  shield: "M12 3l7.5 3v5.5c0 4.5-3 8-7.5 9.5-4.5-1.5-7.5-5-7.5-9.5V6L12 3",
  shield_check: "M12 3l7.5 3v5.5c0 4.5-3 8-7.5 9.5-4.5-1.5-7.5-5-7.5-9.5V6L12 3M8.7 11.8l2.4 2.4 4.2-4.5",
  star: "M12 4l2.45 5 5.55.8-4 3.9.95 5.5L12 16.6l-4.95 2.6.95-5.5-4-3.9 5.55-.8L12 4",
  sun: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8M12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4",
  tag: "M4 4.5h7L20 13.5 13.5 20 4.5 11 4 4.5M8.3 8.3h.01",
  trash: "M4.5 6.5h15M9.5 6.5v-2h5v2M6.5 6.5l.8 12.6a1.5 1.5 0 0 0 1.5 1.4h6.4a1.5 1.5 0 0 0 1.5-1.4l.8-12.6M10.3 10.5v6M13.7 10.5v6",
  unlock: "M6.5 10.5h11A1.5 1.5 0 0 1 19 12v7a1.5 1.5 0 0 1-1.5 1.5h-11A1.5 1.5 0 0 1 5 19v-7a1.5 1.5 0 0 1 1.5-1.5M8 10.5V7a4 4 0 0 1 7.6-1.7M12 14.5v2",
  user: "M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8M4.5 20.5c.6-3.5 3.7-5.5 7.5-5.5s6.9 2 7.5 5.5",
  warning: "M12 4L2.8 19.5h18.4L12 4M12 10v4.5M12 17h.01",
  working: "M12 3.5a8.5 8.5 0 1 0 8.5 8.5",
};

/**
 * Draw an icon. It says nothing to screen readers: the button or text beside it does.
 * @param {string} name
 * @param {{small?: boolean, filled?: boolean}} [options]
 * @returns {SVGSVGElement}
 * @throws {Error} when there is no such icon
 */
export function icon(name, { small = false, filled = false } = {}) {
  const data = PATHS[name];
  if (!data) throw new Error(`no icon ${name}`);
  const classes = ["icon", small && "small", filled && "filled"].filter(Boolean).join(" ");
  return drawing({ viewBox: "0 0 24 24", class: classes }, { d: data });
}

/** The names of all icons. */
export const ICON_NAMES = Object.keys(PATHS);

/** The brand's mark, two latches that hold each other, on its tile: the same drawing as icons/twinlatch.svg. */
export function mark() {
  const tile = { d: "M8 0h16a8 8 0 0 1 8 8v16a8 8 0 0 1-8 8H8a8 8 0 0 1-8-8V8a8 8 0 0 1 8-8", fill: "#0b6a60" };
  const latch = { fill: "none", stroke: "#ffffff", "stroke-width": "4", "stroke-linecap": "round" };
  return drawing(
    { viewBox: "0 0 32 32", class: "mark" },
    tile,
    { ...latch, d: "M6 11v8a7 7 0 0 0 14 0v-4" },
    { ...latch, d: "M26 21v-8a7 7 0 0 0-14 0v4" },
  );
}

/**
 * @param {Record<string, string>} attributes
 * @param {Record<string, string>[]} paths
 */
function drawing(attributes, ...paths) {
  const svg = document.createElementNS(SVG, "svg");
  const all = { ...attributes, "aria-hidden": "true", focusable: "false" };
  for (const [name, value] of Object.entries(all)) svg.setAttribute(name, value);
  for (const path of paths) {
    const element = document.createElementNS(SVG, "path");
    for (const [name, value] of Object.entries(path)) element.setAttribute(name, value);
    svg.append(element);
  }
  return svg;
}
