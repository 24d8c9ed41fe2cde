const MAX_LENGTH = 1024;

const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** Schemes that run something, read something or send something instead of opening an app. */
const DANGEROUS = new Set(
  `javascript: vbscript: data: blob: file: filesystem: about: view-source: jar: ws: wss: ftp: mailto: tel: sms: intent:
   ms-msdt: search-ms: ms-officecmd: chrome: resource:`.split(/\s+/),
);

/** Where answers may be sent. */
export interface RedirectPolicy {
  /**
   * Domains (with everything below), `localhost` for programs on a person's own machine, schemes (`cursor:`).
   * Undefined: anywhere.
   */
  allowed: readonly string[] | undefined;
}

/** @returns why a redirect URI cannot be taken; undefined when it can. */
export function refuseRedirectUri(text: string, { allowed }: RedirectPolicy): string | undefined {
  if (text.length > MAX_LENGTH) return `must not be longer than ${MAX_LENGTH} characters`;
  const uri = URL.parse(text);
  // What is parsed here without its spaces and line breaks is compared, and sent, with them.
  if (uri === null || /[\0- \u007f]/.test(text)) return "must only contain valid URIs";
  if (text.includes("#")) return "must not contain fragments";
  if (uri.username !== "" || uri.password !== "") return "must not contain a user or a password";
  if (DANGEROUS.has(uri.protocol)) return `must not use the ${uri.protocol.slice(0, -1)} scheme`;
  if (uri.protocol === "http:" && !LOOPBACK.has(uri.hostname)) return "must use https, but for loopback addresses";
  if (allowed !== undefined && !allowed.some((entry) => covers(entry, uri))) {
    return `must lead to a place that the operator allows; ${targetOf(uri)} is none`;
  }
  return undefined;
}

/** What a person is shown of a redirect URI: its host, or the scheme of an app. */
export function redirectTarget(text: string): { host: string; loopback: boolean } {
  const uri = new URL(text);
  return { host: targetOf(uri), loopback: isLoopback(uri) };
}

/** Compared by its parts: a raw text can hold an allowed name anywhere. */
function covers(entry: string, uri: URL): boolean {
  if (entry.endsWith(":")) return uri.protocol === entry;
  if (entry === "localhost") return isLoopback(uri);
  return uri.protocol === "https:" && (uri.hostname === entry || uri.hostname.endsWith(`.${entry}`));
}

function isLoopback(uri: URL): boolean {
  return (uri.protocol === "http:" || uri.protocol === "https:") && LOOPBACK.has(uri.hostname);
}

function targetOf(uri: URL): string {
  return uri.protocol === "http:" || uri.protocol === "https:" ? uri.host : uri.protocol;
}
