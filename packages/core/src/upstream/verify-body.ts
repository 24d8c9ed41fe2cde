import { UpstreamError } from "./upstream-error.ts";

const decoder = new TextDecoder();
const json = /^[^;]*[/+]json\s*(;|$)/i;
const html = /^\s*text\/html\b/i;

/**
 * Refuses a successful answer that is none: JSON cut off by a proxy with its length put right, or a sign-in page where
 * only JSON was asked for. SDKs pass on such a body as a string, and the tool above would fail on it blindly.
 * @throws UpstreamError unavailable
 */
export function verifyBody(
  answer: { status: number; headers: Headers; body: Uint8Array },
  accept: string | null,
  host: string,
): void {
  if (answer.status < 200 || answer.status > 299 || answer.body.byteLength === 0) return;
  const type = answer.headers.get("content-type") ?? "";
  const broken = json.test(type)
    ? !isJson(answer.body)
    : html.test(type) && accept !== null && /json/i.test(accept) && !/html|\*\/\*/i.test(accept);
  // No cause: the parser's message quotes the body.
  if (broken) throw new UpstreamError("unavailable", { sent: true, host });
}

function isJson(body: Uint8Array): boolean {
  try {
    JSON.parse(decoder.decode(body));
    return true;
  } catch {
    return false;
  }
}
