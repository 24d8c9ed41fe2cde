import { createHmac, randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { isFromGitlab } from "./is-from-gitlab.ts";

const key = randomBytes(32);
const signingToken = `whsec_${key.toString("base64")}`;
const token = "a token that nobody else knows";
const body = Buffer.from('{"object_kind":"issue"}');
const NOW_S = 1_800_000_000;

function signed({ id = "0d1", at = NOW_S, by = key, bytes = body, version = "v1" } = {}): Record<string, string> {
  const digest = createHmac("sha256", by).update(`${id}.${at}.`).update(bytes).digest("base64");
  return { "webhook-id": id, "webhook-timestamp": String(at), "webhook-signature": `${version},${digest}` };
}

const isSent = (headers: Record<string, string>, hook: { token?: string; signingToken?: string }, bytes = body) =>
  isFromGitlab(new Headers(headers), bytes, hook, NOW_S * 1000);

describe("a signing token", () => {
  test("takes its own signature, for five minutes either way", () => {
    for (const at of [NOW_S, NOW_S - 300, NOW_S + 300]) expect(isSent(signed({ at }), { signingToken })).toBe(true);
    for (const at of [NOW_S - 301, NOW_S + 301]) expect(isSent(signed({ at }), { signingToken })).toBe(false);
  });

  test("takes one of several signatures, as there are while a secret is changed", () => {
    const right = signed();
    const other = signed({ by: randomBytes(32) })["webhook-signature"];
    expect(isSent({ ...right, "webhook-signature": `${other} ${right["webhook-signature"]}` }, { signingToken })).toBe(
      true,
    );
  });

  test.each([
    ["another key", signed({ by: randomBytes(32) })],
    ["the key's text as a key", signed({ by: Buffer.from(signingToken) })],
    ["another version", signed({ version: "v2" })],
    ["another id", { ...signed(), "webhook-id": "0d2" }],
    ["another time", { ...signed(), "webhook-timestamp": String(NOW_S + 1) }],
    ["no time", { ...signed(), "webhook-timestamp": "" }],
    ["no id", signed({ id: "" })],
    ["no signature", { ...signed(), "webhook-signature": "" }],
    ["half a signature", { ...signed(), "webhook-signature": "v1,AAAA" }],
    ["nothing", {}],
    ["the token alone, which is sent in the clear", { "x-gitlab-token": token }],
  ])("refuses %s", (_what, headers) => {
    expect(isSent(headers, { signingToken, token })).toBe(false);
  });

  test("refuses other bytes", () => {
    expect(isSent(signed(), { signingToken }, Buffer.from(`${body} `))).toBe(false);
  });
});

test("a token is the very same text", () => {
  expect(isSent({ "x-gitlab-token": token }, { token })).toBe(true);
  for (const given of ["", token.slice(1), `${token}.`, token.toUpperCase()]) {
    expect(isSent({ "x-gitlab-token": given }, { token })).toBe(false);
  }
});

test("without a secret nothing is believed", () => {
  expect(isSent({ ...signed(), "x-gitlab-token": "" }, {})).toBe(false);
});
