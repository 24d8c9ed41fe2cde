import type { Connector, OwnerPolicy } from "@fairlead/core";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connectors } from "../../src/connectors.ts";
import { ask, askOld, beginSession, type Answer } from "./testing/ask.ts";
import { startPolicyHub, startStandIns, type PolicyHub } from "./testing/start-hub.ts";

const LEVELS = ["read", "write", "full"] as const;
type Level = (typeof LEVELS)[number];
const REACH: Readonly<Record<Level, readonly string[]>> = {
  read: ["read"],
  write: ["read", "write"],
  full: ["read", "write", "delete"],
};

let standIns: Awaited<ReturnType<typeof startStandIns>>;
const hubs: Partial<Record<Level, PolicyHub>> = {};
/** What each connector's credential lets anybody see, by its vendor's word alone. */
const all = new Map<string, ReadonlySet<string>>();

beforeAll(async () => {
  standIns = await startStandIns();
  const started = LEVELS.map(async (level) => {
    hubs[level] = await startPolicyHub({ ...standIns.env, POLICY_ACCESS: level });
  });
  await Promise.all(started);
  for (const { name, toolsets } of connectors) {
    all.set(name, new Set(await listed(everything(hubOf("full").urlOf(name), toolsets))));
  }
});
afterAll(async () => {
  await Promise.all(Object.values(hubs).map((hub) => hub.close()));
  await standIns.close();
});

const hubOf = (level: Level): PolicyHub => {
  const hub = hubs[level];
  if (hub === undefined) throw new Error(`No hub at ${level}.`);
  return hub;
};
/** The URL that lists every tool that is allowed. */
const everything = (url: string, toolsets: Connector["toolsets"]) => `${url}/x/${Object.keys(toolsets).join(",")}`;
const toolsOf = ({ toolsets }: Connector) =>
  Object.entries(toolsets).flatMap(([toolset, { tools }]) =>
    tools.map(({ name, access }) => ({ toolset, name, access })),
  );

const namesIn = ({ result }: Answer) => (result["tools"] as { name: string }[]).map(({ name }) => name);
const listed = async (url: string) => namesIn(await ask(url, "tools/list"));

/** No tool has such a field: what may be called answers that, and what may not says why; neither gets to a vendor. */
const PROBE = { "no such field": 1 };

/** How a tool is called: each way must come to the same. */
const ways = (url: string, session: { url: string; session: string }) => ({
  "2026-07-28": (name: string) => ask(url, "tools/call", { name, arguments: PROBE }),
  "2025-11-25": (name: string) => askOld(session, "tools/call", { name, arguments: PROBE }),
  call_tool: (name: string) =>
    ask(url.replace(/\/x\/[^/]+/, "/lazy"), "tools/call", { name: "call_tool", arguments: { name, arguments: PROBE } }),
});

describe.each(connectors.map((connector) => [connector.name, connector] as const))("%s", (name, connector) => {
  const tools = toolsOf(connector);

  /** Holds every tool's list and call, by these ways, to what should be allowed. */
  async function agree(
    hub: PolicyHub,
    allows: (tool: (typeof tools)[number]) => boolean,
    { note, by }: { note: string; by: readonly Way[] },
  ) {
    const url = everything(hub.urlOf(name), connector.toolsets);
    const session = await beginSession(url);
    const seen = tools.filter((tool) => all.get(name)?.has(tool.name) === true);
    const expected = seen.filter(allows).map((tool) => tool.name);
    expect(await listed(url), note).toEqual(expected.toSorted());
    expect(namesIn(await askOld(session, "tools/list")), note).toEqual(expected.toSorted());
    const wrong: string[] = [];
    for (const way of by) {
      const call = ways(url, session)[way];
      // What is let through by one way is by each; what is not must be tried by all of them.
      const tried = way === by[0] ? seen : seen.filter((tool) => !allows(tool));
      const answers = await Promise.all(tried.map(async (tool) => ({ tool, answer: await call(tool.name) })));
      for (const { tool, answer } of answers) {
        const code = allows(tool) ? "invalid_input" : "policy_denied";
        if (answer.code !== code) wrong.push(`${way} ${tool.name}: ${answer.code} instead of ${code}`);
      }
    }
    expect(wrong, note).toEqual([]);
  }

  test("the list and the call of every tool agree at every level of operator and owner", async () => {
    let turn = 0;
    for (const operator of LEVELS) {
      for (const owner of LEVELS) {
        await hubOf(operator).allow(name, { access: owner });
        const allows = ({ access }: { access: string }) =>
          REACH[operator].includes(access) && REACH[owner].includes(access);
        const by = turned(turn);
        turn += 1;
        await agree(hubOf(operator), allows, { note: `operator ${operator}, owner ${owner}`, by });
      }
      await hubOf(operator).allow(name, {});
    }
  });

  test("whatever toolsets and tools an owner leaves, no other tool is listed or called", async () => {
    const toolsets = Object.keys(connector.toolsets);
    const hub = hubOf("full");
    for (const [at, policy] of somePolicies(
      toolsets,
      tools.map((tool) => tool.name),
    ).entries()) {
      await hub.allow(name, policy);
      const allows = (tool: (typeof tools)[number]) =>
        (policy.toolsets?.includes(tool.toolset) ?? true) &&
        policy.tools?.[tool.name] !== false &&
        REACH[policy.access ?? "full"].includes(tool.access);
      await agree(hub, allows, { note: JSON.stringify(policy), by: turned(at) });
    }
    await hub.allow(name, {});
  });

  test("of a toolset that its owner leaves out no resource is read and no prompt is got", async () => {
    const hub = hubOf("full");
    const url = hub.urlOf(name);
    const before = await around(url);
    let left = 0;
    for (const toolset of Object.keys(connector.toolsets)) {
      await hub.allow(name, { toolsets: [toolset] });
      const after = await around(url);
      const session = await beginSession(url);
      for (const [kind, known] of Object.entries(before) as [Kind, string[]][]) {
        const gone = known.filter((each) => !after[kind].includes(each));
        left += gone.length;
        for (const each of gone) {
          const asked = requestFor[kind](each);
          expect((await ask(url, ...asked)).code, `${toolset}: ${each}`).toBe(-32_602);
          expect((await askOld(session, ...asked)).code, `${toolset}: ${each}`).toBeLessThan(-32_000);
        }
      }
    }
    await hub.allow(name, {});
    const withToolset = [...(connector.resources ?? []), ...(connector.prompts ?? [])].filter((each) => each.toolset);
    expect(left > 0).toBe(withToolset.length > 0);
  });
});

type Way = keyof ReturnType<typeof ways>;
const WAYS: readonly Way[] = ["2026-07-28", "2025-11-25", "call_tool"];

/** All ways, each of them the first in its turn. */
const turned = (turn: number) => WAYS.map((_, at) => WAYS[(turn + at) % WAYS.length] ?? "call_tool");

type Kind = "resources" | "templates" | "prompts";

/** What a connector has beside tools, as a caller sees it. */
async function around(url: string): Promise<Record<Kind, string[]>> {
  const rows = async (method: string, list: string) =>
    ((await ask(url, method)).result[list] ?? []) as { uri?: string; uriTemplate?: string; name: string }[];
  return {
    resources: (await rows("resources/list", "resources")).map(({ uri = "" }) => uri),
    templates: (await rows("resources/templates/list", "resourceTemplates")).map(({ uriTemplate = "" }) => uriTemplate),
    prompts: (await rows("prompts/list", "prompts")).map(({ name: prompt }) => prompt),
  };
}

const requestFor: Readonly<Record<Kind, (name: string) => [method: string, params: Record<string, unknown>]>> = {
  resources: (uri: string) => ["resources/read", { uri }],
  templates: (template: string) => ["resources/read", { uri: template.replaceAll(/\{[^}]+\}/g, "1") }],
  prompts: (prompt: string) => ["prompts/get", { name: prompt, arguments: {} }],
};

/** Mixtures of toolsets, forbidden tools and levels, the same in every run. */
function somePolicies(toolsets: readonly string[], tools: readonly string[]): OwnerPolicy[] {
  const picked = fc.record(
    {
      access: fc.constantFrom(...LEVELS),
      toolsets: fc.subarray([...toolsets], { minLength: 1 }),
      tools: fc
        .subarray([...tools], { minLength: 1, maxLength: 20 })
        .chain((names) => fc.tuple(...names.map((each) => fc.tuple(fc.constant(each), fc.boolean()))))
        .map((pairs) => Object.fromEntries(pairs)),
    },
    { requiredKeys: [] },
  );
  return fc.sample(picked, { seed: 6, numRuns: 4 });
}
