import { describe, expect, test } from "vitest";
import { ToolError, type Credential, type TokenForm } from "../../connector/index.ts";
import { createVendorAccess } from "./create-vendor-access.ts";

const forms: TokenForm[] = [
  { label: "Fine-grained", prefixes: ["github_pat_"], createUrl: "https://v.example/new", advice: "Choose." },
  { label: "Classic", prefixes: ["ghp_"], createUrl: "https://v.example/classic", advice: "Tick." },
];

/** The vendor knows `ghp_good`; everything that it is asked is noted. */
function vendor(tokens = forms) {
  const asked: Credential[] = [];
  const access = createVendorAccess({
    connector: "vendor",
    title: "Vendor",
    signIn: { tokens, kindOf: (token) => (token.startsWith("ghp_") ? "classic_pat" : "fine_grained_pat") },
    async identify(credential) {
      asked.push(credential);
      const outcome = credential.token.split("_").at(-1);
      if (outcome === "dead") throw new ToolError("reauthorize", "no");
      if (outcome === "blind") throw new ToolError("forbidden", "no");
      if (outcome === "down") throw new Error("socket hang up");
      const expiresAt = "2027-01-01T00:00:00.000Z";
      return { subject: "vendor:v:7", login: "ann", host: "v", kind: credential.kind, scopes: ["repo"], expiresAt };
    },
    explain: (error) => (error instanceof ToolError ? error : undefined),
  });
  if (access.tokens === undefined) throw new Error("no token sign-in");
  return { asked, verify: access.tokens.verify, access };
}

test("the vendor says whose it is, what it may do and when it ends", async () => {
  const { verify, asked, access } = vendor();
  expect(await verify("  ghp_good\n")).toEqual({
    kind: "token",
    identity: expect.objectContaining({ subject: "vendor:v:7", kind: "classic_pat" }),
    secret: { access: "ghp_good", scopes: ["repo"], expiresAtMs: Date.UTC(2027, 0, 1) },
  });
  expect(asked).toEqual([{ kind: "classic_pat", token: "ghp_good" }]);
  expect(access.signIn).toBeUndefined();
});

describe("what the vendor refuses is refused, what it cannot answer is not", () => {
  test.each([
    ["ghp_dead", "refused"],
    ["ghp_blind", "refused"],
    ["ghp_down", "unreachable"],
  ])("%s: %s", async (token, code) => {
    await expect(vendor().verify(token)).rejects.toMatchObject({ code, message: expect.not.stringContaining(token) });
  });
});

describe("what is no token goes nowhere", () => {
  test.each([
    [""],
    ["xoxc-browser-session"],
    ["my password"],
    ["ghp_two\r\nauthorization: evil"],
    ["ghp_ünïcode"],
    [`ghp_${"a".repeat(5000)}`],
  ])("%j", async (token) => {
    const { verify, asked } = vendor();
    await expect(verify(token)).rejects.toMatchObject({ code: "refused" });
    expect(asked).toEqual([]);
  });

  test("and the message names what would fit", async () => {
    await expect(vendor().verify("glpat-1")).rejects.toThrow("they begin with github_pat_ or ghp_");
  });

  test("a form without prefixes takes any", async () => {
    const [form] = forms;
    if (form === undefined) throw new Error("no form");
    expect(await vendor([{ ...form, prefixes: [] }]).verify("anything")).toMatchObject({ kind: "token" });
  });
});
