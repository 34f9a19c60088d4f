/** Addresses, compared as the host program compares them. */

/**
 * The name of a host without the dot that may end it: that changes nothing but its spelling.
 * @param {string} address
 * @returns {string} "" where there is none
 */
export function hostNameOf(address) {
  return (URL.parse(address)?.hostname ?? "").replace(/\.$/, "");
}
