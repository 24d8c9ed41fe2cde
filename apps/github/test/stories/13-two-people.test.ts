import { createHash } from "node:crypto";
import { ERAS, startConnector } from "@fairlead/testkit";
import { describe, expect, test } from "vitest";
import { github } from "../../src/connector.ts";
import { storefront, useStory } from "./story-client.ts";

const story = useStory();
const issue = { ...storefront, number: 12 };

// Here each has a connector of her own, as one token serves one person. Many people who sign in to one belong to sign-in.
describe.each(ERAS)("13. two people, %s", (era) => {
  test("mlind and trenn read one private issue at once, iokafor finds none", async () => {
    const [mlind, trenn, iokafor] = await Promise.all([
      story.connect(era),
      story.connect("2025-11-25", { as: "trenn" }),
      story.connect(era, { as: "iokafor" }),
    ]);
    const [hers, his, none] = await Promise.all([mlind, trenn, iokafor].map(({ call }) => call("get_issue", issue)));
    expect(hers?.structured).toMatchObject({ number: 12, body: expect.any(String) });
    expect(his?.structured).toEqual(hers?.structured);
    expect(none).toMatchObject({ isError: true, code: "not_found", structured: {} });
    expect(none?.text).not.toContain(String(hers?.structured["title"]));
    const asked = story.sent().filter(({ path }) => path.endsWith("/issues/12"));
    expect(asked.map(({ login, status }) => `${login} ${status}`).toSorted()).toEqual([
      "iokafor 404",
      "mlind 200",
      "trenn 200",
    ]);
  });

  test("she gets no row of it by a search or a list, also after the others have read them", async () => {
    const mlind = await story.connect(era);
    const iokafor = await story.connect(era, { as: "iokafor" });
    const search = { query: "cent", owner: "harbor" };
    const rows = async ({ call }: typeof mlind) =>
      ((await call("search_issues", search)).structured["items"] as { repo: string }[]).map(({ repo }) => repo);
    expect(await rows(mlind)).toContain("harbor/storefront");
    const seen = await rows(iokafor);
    expect(seen.length).toBeGreaterThan(0);
    expect(seen).not.toContain("harbor/storefront");

    await mlind.call("list_issues", storefront);
    expect((await iokafor.call("list_issues", storefront)).code).toBe("not_found");
    const read = { ...storefront, paths: ["README.md"] };
    await mlind.call("get_file_contents", read);
    expect((await iokafor.call("get_file_contents", read)).code).toBe("not_found");
  });

  test("who loses the right to see it does not see it once more", async () => {
    const trenn = await story.connect(era, { as: "trenn" });
    expect((await trenn.call("get_issue", issue)).isError).toBe(false);
    story.standIn.control.fault({ path: "/repos/**", login: "trenn", times: 5, effect: { status: 404 } });
    expect((await trenn.call("get_issue", issue)).code).toBe("not_found");
  });
});

test("13. the audit log has all three, with their request ids and GitHub's", async () => {
  const { tokens } = story.standIn;
  const env = { ...story.standIn.env(), AUTH_UPSTREAM_TOKEN: "on", AUDIT_STDOUT: "on" };
  const running = await startConnector(github, env);
  const people = ["mlind", "trenn", "iokafor"] as const;
  const requests = await Promise.all(people.map((person) => ask(running.mcpUrl, tokens[person])));
  // What waits is written at the end.
  await running.close();

  const rows = running.log.flatMap((line) => {
    const { audit } = JSON.parse(line) as { audit?: Row };
    return audit?.tool === "get_issue" ? [audit] : [];
  });
  expect(new Set(requests).size).toBe(3);
  expect(rows).toHaveLength(3);
  for (const [at, person] of people.entries()) {
    const row = rows.find(({ requestId }) => requestId === requests[at]);
    const found = person !== "iokafor";
    expect(row).toMatchObject({
      phase: "outcome",
      effect: "read",
      actor: { subject: `upstream:${createHash("sha256").update(tokens[person]).digest("base64url")}` },
      targets: ["harbor/storefront"],
      args: issue,
      result: found ? { status: "ok" } : { status: "tool_error", code: "not_found" },
    });
  }
  const vendors = rows.map(({ result }) => result.upstreamRequestIds);
  for (const ids of vendors) expect(ids.length).toBeGreaterThan(0);
  expect(new Set(vendors.flat()).size).toBe(vendors.flat().length);
});

interface Row {
  tool?: string;
  requestId: string;
  result: { upstreamRequestIds: readonly string[] };
}

/** One bare call with a token of one's own. @returns the request's id, as the answer tells it. */
async function ask(mcpUrl: string, token: string): Promise<string> {
  const response = await fetch(mcpUrl, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      accept: "application/json, text/event-stream",
      "mcp-protocol-version": "2026-07-28",
      "mcp-method": "tools/call",
      "mcp-name": "get_issue",
      "mcp-param-owner": issue.owner,
      "mcp-param-repo": issue.repo,
      "x-upstream-token": token,
    },
    body: JSON.stringify({
      jsonrpc: "2.0",
      id: 1,
      method: "tools/call",
      params: {
        name: "get_issue",
        arguments: issue,
        _meta: {
          "io.modelcontextprotocol/protocolVersion": "2026-07-28",
          "io.modelcontextprotocol/clientInfo": { name: "bare", version: "1.0.0" },
          "io.modelcontextprotocol/clientCapabilities": {},
        },
      },
    }),
  });
  await response.text();
  return response.headers.get("x-request-id") ?? "";
}
