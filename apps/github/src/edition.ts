/** Where one GitHub lives: its pages, its API, and the hosts that downloads are handed to. */
export interface Edition {
  /** Sign-in and pages; no trailing slash. */
  webUrl: string;
  /** REST; no trailing slash, or Octokit would ask for `//repos`. */
  restUrl: string;
  /** `host` or `host:port` of the API: the only ones that see a credential. */
  apiHosts: readonly string[];
  /** Where logs and archives are redirected to; the operator may know more. */
  downloadHosts: readonly string[];
  /** A stand-in on this machine: plain http is allowed. */
  loopback: boolean;
}

const LOOPBACK = new Set(["127.0.0.1", "localhost", "[::1]"]);

/**
 * Reads the operator's `GITHUB_HOST`: `github.com`, `SUB.ghe.com`, a GitHub Enterprise Server host, or the full URL of one.
 *
 * @throws TypeError when it is none of these, or plain http beyond loopback.
 */
export function editionOf(host: string): Edition {
  const web = urlOf(host);
  if (!web) throw new TypeError("not a host name or an https URL");
  if (web.host === "github.com") return cloud("github.com", ["codeload.github.com", "*.githubusercontent.com"]);
  if (web.host.endsWith(".ghe.com")) return cloud(web.host, [`*.${web.host}`]);
  return enterpriseServer(web);
}

/** The host that identities are known at. */
export function webHost(host: string): string {
  return new URL(editionOf(host).webUrl).host;
}

/** True for what `editionOf` can read. */
export function isEditionHost(host: string): boolean {
  return urlOf(host) !== undefined;
}

function urlOf(host: string): URL | undefined {
  const url = URL.parse(host.includes("://") ? host : `https://${host}`);
  if (!url) return undefined;
  const secure = url.protocol === "https:" || (url.protocol === "http:" && LOOPBACK.has(url.hostname));
  const plain = url.username === "" && url.password === "" && url.search === "" && url.hash === "";
  return secure && plain ? url : undefined;
}

/** GitHub.com and GHE.com keep the API on a host of its own, and logs in Azure storage. */
function cloud(host: string, downloadHosts: readonly string[]): Edition {
  return {
    webUrl: `https://${host}`,
    restUrl: `https://api.${host}`,
    apiHosts: [`api.${host}`],
    downloadHosts: [...downloadHosts, "*.blob.core.windows.net"],
    loopback: false,
  };
}

/** GitHub Enterprise Server has everything below one host; a path before it is a stand-in's. */
function enterpriseServer(web: URL): Edition {
  const webUrl = `${web.origin}${web.pathname.replace(/\/+$/, "")}`;
  const loopback = LOOPBACK.has(web.hostname);
  return {
    webUrl,
    restUrl: `${webUrl}/api/v3`,
    apiHosts: [web.host],
    downloadHosts: loopback ? [] : [`codeload.${web.host}`, `media.${web.host}`],
    loopback,
  };
}
