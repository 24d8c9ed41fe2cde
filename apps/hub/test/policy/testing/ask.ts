import { send } from "../../sign-in/testing/call-tool.ts";

/** What a server made of a request, as far as permissions go. */
export interface Answer {
  /** The stable code of a tool's failure, or the protocol's. */
  code: string | number | undefined;
  rule: string | undefined;
  result: Readonly<Record<string, unknown>>;
}

interface Rpc {
  result?: Record<string, unknown> & {
    _meta?: { "dev.fairlead/error"?: { code?: string; details?: { rule?: string } } };
  };
  error?: { code: number; data?: { code?: string } };
}

/** One request of 2026-07-28. */
export async function ask(
  url: string,
  method: string,
  params: Readonly<Record<string, unknown>> = {},
): Promise<Answer> {
  return answerOf(await (await send(url, undefined, method, params)).text());
}

/** The same in a session of 2025-11-25. */
export async function askOld(
  { url, session }: { url: string; session: string },
  method: string,
  params: Readonly<Record<string, unknown>> = {},
): Promise<Answer> {
  return answerOf(await (await post(url, { id: 1, method, params }, { "mcp-session-id": session })).text());
}

/** Begins such a session. */
export async function beginSession(url: string): Promise<{ url: string; session: string }> {
  const params = { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "bare", version: "1" } };
  const response = await post(url, { id: 0, method: "initialize", params });
  await response.text();
  return { url, session: response.headers.get("mcp-session-id") ?? "" };
}

function post(url: string, message: Record<string, unknown>, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json, text/event-stream", ...headers },
    body: JSON.stringify({ jsonrpc: "2.0", ...message }),
  });
}

function answerOf(text: string): Answer {
  const json = text.startsWith("{") ? text : (/^data: (\{.*)$/m.exec(text)?.[1] ?? "{}");
  const { result = {}, error } = JSON.parse(json) as Rpc;
  const failure = result._meta?.["dev.fairlead/error"];
  return { code: failure?.code ?? error?.data?.code ?? error?.code, rule: failure?.details?.rule, result };
}
