/** Where one Slack lives: its pages, its API, its files, and where workflows are started. */
export interface Edition {
  /** As people call it. */
  name: "Slack" | "GovSlack";
  /** No trailing slash. */
  webUrl: string;
  /** With a trailing slash, as the SDK wants it. */
  apiUrl: string;
  /** `host` or `host:port` that requests may go to. */
  hosts: readonly string[];
  /** The only host that starts workflows. */
  hooksHost: string;
  /** A stand-in on this machine: plain http is allowed. */
  loopback: boolean;
}

const LOOPBACK = new Set(["127.0.0.1", "localhost", "[::1]"]);

/**
 * Reads the operator's `SLACK_BASE_URL`: `https://slack.com`, `https://slack-gov.com`, or a stand-in on loopback.
 *
 * @throws TypeError when it is no https URL, or plain http beyond loopback.
 */
export function editionOf(baseUrl: string): Edition {
  const web = urlOf(baseUrl);
  if (!web) throw new TypeError("not an https URL");
  const webUrl = `${web.origin}${web.pathname.replace(/\/+$/, "")}`;
  const loopback = LOOPBACK.has(web.hostname);
  return {
    name: web.hostname.endsWith("slack-gov.com") ? "GovSlack" : "Slack",
    webUrl,
    apiUrl: `${webUrl}/api/`,
    hosts: loopback ? [web.host] : [web.host, `files.${web.host}`, `hooks.${web.host}`, ...moreFileHosts(web.host)],
    hooksHost: loopback ? web.host : `hooks.${web.host}`,
    loopback,
  };
}

/** Where some files are, apart from `files.`; GovSlack's are not known to be anywhere else. */
function moreFileHosts(host: string): string[] {
  return host === "slack.com" ? ["slack-files.com"] : [];
}

/** True for what `editionOf` can read. */
export function isBaseUrl(text: string): boolean {
  return urlOf(text) !== undefined;
}

function urlOf(text: string): URL | undefined {
  const url = URL.parse(text);
  if (!url) return undefined;
  const secure = url.protocol === "https:" || (url.protocol === "http:" && LOOPBACK.has(url.hostname));
  const plain = url.username === "" && url.password === "" && url.search === "" && url.hash === "";
  return secure && plain ? url : undefined;
}
