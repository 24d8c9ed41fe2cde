import type { GithubStandIn } from "./index.ts";

export interface TestReply<Body = Record<string, unknown>> {
  status: number;
  body: Body;
  headers: Headers;
}

/** Calls a running stand-in in tests: JSON in, JSON (or text) out, redirects not followed. */
export function testClient(standIn: GithubStandIn, who: keyof GithubStandIn["tokens"] = "mlind") {
  async function call<Body = Record<string, unknown>>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<TestReply<Body>> {
    const response = await fetch(standIn.restUrl + path, {
      method,
      redirect: "manual",
      headers: { authorization: `Bearer ${standIn.tokens[who]}`, ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const json = response.headers.get("content-type")?.includes("json") === true && text !== "";
    return { status: response.status, body: (json ? JSON.parse(text) : text) as Body, headers: response.headers };
  }
  return {
    call,
    get: async <Body = Record<string, unknown>>(path: string, headers?: Record<string, string>) =>
      call<Body>("GET", path, undefined, headers),
  };
}
