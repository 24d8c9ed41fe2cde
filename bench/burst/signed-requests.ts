import { createHmac, randomUUID } from "node:crypto";

/** What GitHub and the servers of a measurement share. */
export const SECRET = "what GitHub and these servers know";

/** Issues that exist in the stand-in's world. */
const ISSUES = 40;

/**
 * Deliveries as GitHub sends them, each another one, as the bytes of whole requests.
 *
 * @param bytes of a body, at least: what GitHub tells of an issue beside what matters is some 10 KB
 */
export function signedRequests(count: number, bytes: number): Buffer[] {
  const padding = "x".repeat(Math.max(0, bytes - 200));
  return Array.from({ length: count }, (_, at) => {
    const body = JSON.stringify({
      action: "edited",
      issue: { number: (at % ISSUES) + 1, body: padding },
      repository: { name: "storefront", owner: { login: "harbor" } },
    });
    const head = [
      "POST /webhooks/github HTTP/1.1",
      "host: 127.0.0.1",
      "user-agent: GitHub-Hookshot/044aadd",
      "accept: */*",
      "content-type: application/json",
      `content-length: ${Buffer.byteLength(body)}`,
      "x-github-event: issues",
      `x-github-delivery: ${randomUUID()}`,
      "x-github-hook-id: 292430182",
      `x-hub-signature-256: sha256=${createHmac("sha256", SECRET).update(body).digest("hex")}`,
    ];
    return Buffer.from(`${head.join("\r\n")}\r\n\r\n${body}`);
  });
}
