import { describe, expect, test } from "vitest";
import { AuthChallenge } from "../../auth/index.ts";
import { ToolError, type ErrorCode } from "../../connector/index.ts";
import { StoreError } from "../../store/index.ts";
import { UpstreamError } from "../../upstream/index.ts";
import { explainError, type FailureFacts } from "./explain-error.ts";
import { errorResult } from "./tool-result.ts";

const calm: FailureFacts = { cancelled: false, expired: false, writes: 0 };
const vendor = (answer: (error: unknown) => ToolError | undefined = () => undefined) => ({
  title: "Toy",
  explain: answer,
});
const upstream = (kind: UpstreamError["kind"], facts = {}) =>
  new UpstreamError(kind, { sent: true, host: "toy.example", ...facts });
const wrapped = (cause: unknown) => new Error("RequestError", { cause: new Error("fetch failed", { cause }) });

describe("what the vendor's connection did", () => {
  test.each([
    ["timeout", 0, "upstream_timeout", "did not answer in time"],
    ["timeout", 1, "upstream_timeout", "it may be done"],
    ["unavailable", 0, "upstream_unavailable", "cannot be reached"],
    ["unavailable", 1, "upstream_timeout", "it may be done"],
    ["cancelled", 0, "upstream_timeout", "did not answer in time"],
    ["cancelled", 1, "upstream_timeout", "it may be done"],
    ["too_large", 0, "too_large", "Ask for less"],
    ["egress_refused", 0, "policy_denied", "was not sent"],
    ["planned", 0, "internal", "Nothing was sent"],
  ] as const)("%s with %d writes sent is %s", (kind, writes, code, words) => {
    const explained = explainError(wrapped(upstream(kind)), vendor(), { ...calm, writes });
    expect(explained.code).toBe(code);
    expect(explained.message).toContain(words);
  });

  test.each([
    [1, 1],
    [999, 1],
    [1_001, 2],
    [undefined, 60],
    [0, 1],
  ])("a wait of %s ms is %d s: never too early", (retryAfterMs, retryAfterS) => {
    const explained = explainError(upstream("rate_limited", { retryAfterMs }), vendor(), calm);
    expect(explained).toMatchObject({ code: "rate_limited", facts: { retryAfterS } });
  });
});

test.each([
  ["unavailable", 0, "upstream_unavailable", 2],
  ["unavailable", 1, "internal", 2],
  ["full", 0, "internal", 30],
  ["readonly", 0, "internal", 30],
  ["broken", 0, "internal", 30],
] as const)("a store that is %s, with %d writes sent, is %s", (kind, writes, code, retryAfterS) => {
  const explained = explainError(new StoreError(kind, "At 10.0.0.1"), vendor(), { ...calm, writes });
  expect(explained).toMatchObject({ code, facts: { retryAfterS } });
  expect(explained.message).toContain(writes > 0 ? "may be done" : "Nothing was done");
  expect(explained.message).not.toContain("10.0.0.1");
});

describe("what a tool says on purpose", () => {
  test("stands, whatever caused it", () => {
    const said = new ToolError("conflict", "The branch has moved.", { cause: upstream("timeout") });
    expect(explainError(said, vendor(), { ...calm, writes: 1 })).toBe(said);
  });

  test("stands through being explained again", () => {
    const once = explainError(wrapped(upstream("unavailable")), vendor(), { ...calm, writes: 1 });
    expect(explainError(once, vendor(), { ...calm, expired: true })).toBe(once);
  });

  test("is internal when its code is none of ours", () => {
    const odd = new ToolError("teapot" as ErrorCode, "Short and stout at 10.0.0.1");
    expect(explainError(odd, vendor(), calm)).toMatchObject({ code: "internal", cause: odd });
  });
});

test("a client that has left is told nothing else", () => {
  const facts = { ...calm, cancelled: true };
  for (const error of [new ToolError("not_found", "No."), upstream("cancelled"), new TypeError("x")]) {
    expect(explainError(error, vendor(), facts)).toMatchObject({ code: "cancelled", cause: error });
  }
});

test("what looks like a cancellation while the client waits was a timer", () => {
  const explain = () => new ToolError("cancelled", "The call was cancelled.");
  expect(explainError(new DOMException("x", "AbortError"), vendor(explain), calm).code).toBe("upstream_timeout");
});

test("what the vendor can explain is not called a timeout for coming late", () => {
  const known = new ToolError("not_found", "No such note.");
  expect(
    explainError(
      new Error("404"),
      vendor(() => known),
      { ...calm, expired: true },
    ),
  ).toBe(known);
  expect(explainError(new Error("?"), vendor(), { ...calm, expired: true }).code).toBe("upstream_timeout");
});

test("a sign-in that has ended asks for a new one", () => {
  const challenge = new AuthChallenge(401, "Bearer", "Sign in first.");
  expect(explainError(wrapped(challenge), vendor(), calm).code).toBe("reauthorize");
});

describe("nothing from inside leaves", () => {
  const secret = "token ghp_secret at /srv/app.ts:12";
  test.each([
    ["an error", new Error(secret)],
    ["a text", secret],
    ["nothing", undefined],
    ["an upstream error's cause", upstream("unavailable", { cause: new Error(secret) })],
    ["an explainer that fails", new Error("odd")],
  ])("of %s", (_what, error) => {
    const failing = vendor(() => {
      throw new Error(secret);
    });
    for (const writes of [0, 1]) {
      const result = errorResult(explainError(error, failing, { ...calm, writes }), "r-1");
      expect(JSON.stringify(result)).not.toContain("secret");
    }
  });

  test("a write that may be done says so even then", () => {
    expect(explainError(new TypeError("x"), vendor(), { ...calm, writes: 1 }).message).toContain("may be done");
  });
});

test("an error's words are cleaned, and its wait is whole seconds", () => {
  const error = new ToolError("conflict", "Branch a\u202eb has moved.", {
    retryAfterS: 1.2,
    details: { head: "x\u200by" },
  });
  expect(errorResult(error, "r-1")).toEqual({
    isError: true,
    content: [{ type: "text", text: "conflict: Branch ab has moved.\nretry_after_s: 2\nhead: xy" }],
    _meta: {
      "dev.fairlead/error": {
        code: "conflict",
        message: "Branch ab has moved.",
        request_id: "r-1",
        retry_after_s: 2,
        details: { head: "xy" },
      },
    },
  });
});

test("a failure that somebody else must look into has the id under which they find it", () => {
  const textOf = (code: ErrorCode) => JSON.stringify(errorResult(new ToolError(code, "It failed."), "r-1").content);
  for (const code of ["internal", "upstream_unavailable", "forbidden", "policy_denied"] as const) {
    expect(textOf(code)).toContain("request_id: r-1");
  }
  for (const code of ["invalid_input", "not_found"] as const) expect(textOf(code)).not.toContain("r-1");
});
