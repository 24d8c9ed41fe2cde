/** Where one GitLab lives: gitlab.com, Dedicated and self-managed differ by nothing else. */
export interface Edition {
  /** Pages, sign-in and API below it; no trailing slash. A relative root such as `https://host/gitlab` is kept. */
  webUrl: string;
  /** `host` or `host:port`: the only one that sees a credential. */
  host: string;
  /** A stand-in on this machine: plain http is allowed. */
  loopback: boolean;
}

const LOOPBACK = new Set(["127.0.0.1", "localhost", "[::1]"]);

/**
 * Reads the operator's `GITLAB_URL`.
 *
 * @throws TypeError when it is no https URL, or plain http beyond loopback.
 */
export function editionOf(url: string): Edition {
  const web = urlOf(url);
  if (!web) throw new TypeError("not an https URL");
  return {
    webUrl: `${web.origin}${web.pathname.replace(/\/+$/, "")}`,
    host: web.host,
    loopback: LOOPBACK.has(web.hostname),
  };
}

/** True for what `editionOf` can read. */
export function isEditionUrl(url: string): boolean {
  return urlOf(url) !== undefined;
}

function urlOf(text: string): URL | undefined {
  const url = URL.parse(text.includes("://") ? text : `https://${text}`);
  if (!url) return undefined;
  const secure = url.protocol === "https:" || (url.protocol === "http:" && LOOPBACK.has(url.hostname));
  const plain = url.username === "" && url.password === "" && url.search === "" && url.hash === "";
  return secure && plain ? url : undefined;
}
