import { randomBytes } from "node:crypto";
import { fixedConnection } from "../../../auth/index.ts";
import { impliedScopes, type Credential, type Identity } from "../../../connector/index.ts";
import * as mcp from "../../../mcp/index.ts";
import { combinePolicies } from "../../../policy/index.ts";
import { createUpstream, targetOf } from "../../../upstream/index.ts";
import { ok, skip, type Check, type Finding } from "../check.ts";
import type { DoctorConnector, DoctorFacts } from "../doctor-facts.ts";
import { reasonOf } from "../reason-of.ts";

const DAY_MS = 86_400_000;
const SOON_DAYS = 7;

/** Whether the vendor takes the token that is configured, or the one that was given, and what it may do. */
export const token: Check = {
  name: "token",
  run: (facts) => Promise.all(facts.connectors.map((each) => look(each, facts))),
};

async function look(each: DoctorConnector, facts: DoctorFacts): Promise<Finding> {
  const { connector, signIn } = each;
  const about = connector.name;
  const given = facts.tokens[about];
  const kind = given === undefined ? "" : (signIn?.kindOf?.(given) ?? "token");
  const credential = given === undefined ? each.credential : { kind, token: given };
  if (credential === undefined) {
    return skip("No token is configured: people bring their own. --token looks at one of them.", about);
  }
  try {
    return judged(each, await identify(each, credential), facts);
  } catch (error) {
    return refused(each, error);
  }
}

async function identify({ connector, vendorSettings }: DoctorConnector, credential: Credential): Promise<Identity> {
  const upstream = createUpstream({
    target: targetOf(connector.vendor.endpoint(vendorSettings as never)),
    cacheKey: randomBytes(32),
  });
  try {
    const runtime = { connector, vendorSettings, upstream };
    const unknown = () => Promise.reject(new Error("nobody asks"));
    const connection = fixedConnection({ connector: connector.name, credential, identify: unknown });
    return await mcp.identify(runtime, connection);
  } finally {
    await upstream.close();
  }
}

function refused({ connector }: DoctorConnector, error: unknown): Finding {
  const about = connector.name;
  const code = connector.vendor.explain(error)?.code;
  if (code === "reauthorize") {
    return {
      verdict: "fail",
      about,
      found: `${connector.title} does not know this token.`,
      why: "Every call with it fails.",
      todo: "It was deleted, has expired, or was cut off when it was copied: make a new one.",
    };
  }
  if (code === "forbidden" || code === "insufficient_scope" || code === "not_found") {
    const found = `${connector.title} does not let this token see whose it is (${code}).`;
    return {
      verdict: "fail",
      about,
      found,
      why: "Calls cannot be told apart by account.",
      todo: "Give it more rights.",
    };
  }
  return skip(`${connector.title} could not be asked: ${reasonOf(error).reason}. See vendor.`, about);
}

function judged({ connector }: DoctorConnector, who: Identity, { settings, system }: DoctorFacts): Finding {
  const about = connector.name;
  const lacking = who.scopes === undefined ? [] : lackingScopes(connector, who.scopes, settings.policy);
  if (lacking.length > 0) {
    const names = lacking.map(
      ({ scope, tools }) => `${scope} (${tools.slice(0, 3).join(", ")}${tools.length > 3 ? ", …" : ""})`,
    );
    const basic = lacking.some(({ scope }) => connector.vendor.baseline.includes(scope));
    return {
      verdict: basic ? "fail" : "warn",
      about,
      found: `The token of ${who.login} lacks ${names.join(", ")}.`,
      why: "The tools that need it are refused by the vendor.",
      todo: `Give the token ${lacking.map(({ scope }) => scope).join(", ")}, or leave those tools out (FAIRLEAD_TOOLSETS, FAIRLEAD_EXCLUDE_TOOLS).`,
    };
  }
  const leftMs = who.expiresAt === undefined ? Infinity : Date.parse(who.expiresAt) - system.now();
  if (leftMs < SOON_DAYS * DAY_MS) {
    return {
      verdict: "warn",
      about,
      found: `The token of ${who.login} ends in ${Math.max(0, Math.floor(leftMs / DAY_MS))} days.`,
      why: "Every call fails from then on.",
      todo: "Make a new one, and set it.",
    };
  }
  const rights =
    who.scopes === undefined
      ? `. ${connector.title} does not tell what a token of this kind may do: a missing permission shows when a tool is called`
      : `, with ${who.scopes.join(", ") || "no scopes"}`;
  return ok(`${who.login} at ${who.host}${rights}.`, about);
}

/** The scopes that served tools need and the token has not, with those tools. */
function lackingScopes(
  { toolsets, vendor }: DoctorConnector["connector"],
  granted: readonly string[],
  policy: DoctorFacts["settings"]["policy"],
): { scope: string; tools: string[] }[] {
  const held = impliedScopes(granted, vendor.scopes);
  const needed = new Map<string, string[]>();
  const { ofTool } = combinePolicies(policy);
  for (const [name, { tools }] of Object.entries(toolsets)) {
    for (const tool of tools) {
      if (ofTool(tool, name) !== undefined) continue;
      const open = tool.access === "read" ? (vendor.publicReads ?? []) : [];
      for (const scope of tool.scopes) {
        if (!held.has(scope) && !open.includes(scope)) needed.set(scope, [...(needed.get(scope) ?? []), tool.name]);
      }
    }
  }
  return [...needed].map(([scope, tools]) => ({ scope, tools }));
}
