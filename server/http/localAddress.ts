/** Addresses on this server for redirects, however the request was written. */

/** Path and query alone. Never begins with `//`, which browsers take for another host. */
export function localAddress(address: URL): string {
  return address.pathname.replace(/^[/\\]+/, '/') + address.search;
}
