type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** What a request shows to be let in. */
export type Shown =
  | { kind: "nothing" }
  | { kind: "token"; token: string }
  /** With the status to answer with: 400 for what is no request for a token (MCP "Error Handling"). */
  | { kind: "malformed"; status: 400 | 401; reason: string };

const TOKEN = /^[\w.~+/-]+=*$/;
const MAX_LENGTH = 8192;

/**
 * Reads `Authorization: Bearer` (RFC 6750 §2.1). A token in the URL is refused, even a good one beside a good header: it
 * is in every log on its way already (MCP "Token Requirements").
 *
 * @param url path and query, as sent.
 */
export function bearerToken(headers: Headers, url: string): Shown {
  if (new URLSearchParams(url.slice(url.indexOf("?") + 1 || url.length)).has("access_token")) {
    return { kind: "malformed", status: 401, reason: "Send the token in the Authorization header, never in the URL." };
  }
  const { authorization } = headers;
  if (authorization === undefined) return { kind: "nothing" };
  const [scheme = "", token = "", ...rest] = typeof authorization === "string" ? authorization.split(/ +/) : [];
  // A scheme alone: the client's setting for it is empty.
  if (scheme.toLowerCase() !== "bearer" || token === "") return { kind: "nothing" };
  if (rest.length > 0 || token.length > MAX_LENGTH || !TOKEN.test(token)) {
    return { kind: "malformed", status: 400, reason: "The Authorization header is not of the form: Bearer <token>." };
  }
  return { kind: "token", token };
}
