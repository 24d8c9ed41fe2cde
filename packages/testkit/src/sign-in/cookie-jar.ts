interface Cookie {
  name: string;
  value: string;
  host: string;
  path: string;
}

/** A browser's cookies, as far as host and path decide who gets them (RFC 6265 §5). Loopback counts as secure. */
export interface CookieJar {
  take(url: URL, lines: readonly string[]): void;
  header(url: URL): string;
  names(): string[];
  values(): string[];
  /** Each `Set-Cookie` line that was taken. */
  lines(): string[];
}

export function createCookieJar(): CookieJar {
  let cookies: Cookie[] = [];
  const taken: string[] = [];
  const matches = (cookie: Cookie, url: URL) =>
    cookie.host === url.host &&
    (url.pathname === cookie.path || url.pathname.startsWith(cookie.path.replace(/\/?$/, "/")));
  return {
    take(url, lines) {
      taken.push(...lines);
      for (const line of lines) {
        const [pair = "", ...attributes] = line.split(";").map((part) => part.trim());
        const at = pair.indexOf("=");
        const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
        const find = (wanted: string) =>
          attributes.find((each) => each.toLowerCase().startsWith(`${wanted}=`))?.slice(wanted.length + 1);
        const path = find("path") ?? "/";
        cookies = cookies.filter((each) => each.name !== name || each.path !== path || each.host !== url.host);
        const ended = find("max-age") === "0" || Date.parse(find("expires") ?? "") < Date.now();
        if (!ended) cookies.push({ name, value, host: url.host, path });
      }
    },
    header: (url) =>
      cookies
        .filter((cookie) => matches(cookie, url))
        .map(({ name, value }) => `${name}=${value}`)
        .join("; "),
    names: () => cookies.map(({ name }) => name),
    lines: () => taken,
    values: () => cookies.map(({ value }) => value),
  };
}
