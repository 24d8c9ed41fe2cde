import {
  ToolError,
  type AnyFlow,
  type AnyReach,
  type Confirmation,
  type ErrorCode,
  type Reached,
} from "../../connector/index.ts";
import { namesInRows, reachedByTool, whoCanChange } from "../../policy/index.ts";
import type { Call, Reply, Stage } from "./call.ts";
import { explainFailure } from "./explain-failure.ts";
import { goesOn } from "./goes-on.ts";
import { toolContext } from "./tool-context.ts";

/** Sources whose readers are asked for before one write: each costs a request. What is beyond counts as read by few. */
const MAX_LOOKS = 100;
const LOOKS_AT_ONCE = 10;
/** Errors that may quote what the call has looked at: the line that is nearest to an edit's, who came in between. */
const QUOTING: ReadonlySet<ErrorCode> = new Set(["invalid_input", "conflict", "policy_denied"]);

/**
 * Private text does not go public unasked: notes what a connection reads, and has a person asked before a write takes text to
 * where strangers read it.
 */
export const guardFlow: Stage = {
  name: "policy",
  run: async (call, next) => {
    const { flow, reach } = call.runtime.connector;
    if (flow === undefined || reach === undefined || call.caller.policy.flowGuard === "off") return next();
    const declared = { flow, reach };
    const writes = call.entry.tool.access !== "read" && !call.dryRun && !goesOn(call);
    if (writes) call.publishes = await publicationOf(call, declared);
    try {
      const reply = await next();
      if (reply.kind !== "ask") await noteShown(call, declared, reply);
      return reply;
    } catch (error) {
      if (call.session !== undefined && QUOTING.has(explainFailure(call, error).code)) await noteShown(call, declared);
      throw error;
    }
  },
};

interface Declared {
  flow: AnyFlow;
  reach: AnyReach;
}

/** A result holds text of what the call names, that of a write or of its preview, too: it says what was there before. */
async function noteShown(call: Call, { flow, reach }: Declared, reply?: Reply): Promise<void> {
  const { entry, caller, runtime } = call;
  const reads = entry.tool.access === "read";
  const rows = reads && reply?.kind === "output" && flow.rowsHoldText !== false;
  const shown = reads || call.dryRun || reply === undefined || flow.rowsHoldText !== false;
  const names = [
    ...call.readFrom,
    ...(shown ? placesOf(call, { flow, reach }).flatMap(({ name, final }) => (reads || !final ? [name] : [])) : []),
    ...(rows ? namesInRows(reply.output, reach) : []),
  ];
  await runtime.flowMarks.note(caller.connection.id, names);
}

/** What a person must be asked; undefined where nothing private could be in the text, or nobody new could read it. */
async function publicationOf(call: Call, { flow, reach }: Declared): Promise<Confirmation | undefined> {
  if (!flow.text.some((field) => isText(call.input[field])) || flow.isKept?.(call.input) === true) return undefined;
  const places = placesOf(call, { flow, reach });
  const written = places.filter(({ access }) => access === "write");
  const targets = written.flatMap(({ name, final }) => (final === true ? [] : [name]));
  const opened = flow.opens?.(call.input) === true ? (targets[0] ?? written[0]?.name) : undefined;
  const known = new Set(targets.map((name) => name.toLowerCase()));
  const { flowMarks } = call.runtime;
  const { id } = call.caller.connection;
  // What it copies comes along.
  const copied = places.flatMap(({ name, access }) => (access === "read" ? [name] : []));
  const read = [...new Set([...copied, ...(await flowMarks.of(id))])];
  const sources = read.filter((name) => !known.has(name.toLowerCase()));
  if ((targets.length === 0 && opened === undefined) || sources.length === 0) return undefined;

  const { exchange, deadlineAt } = call;
  const { context, session } = await toolContext(call, { signal: exchange.signal, deadlineAt, readsOnly: true });
  call.lookup ??= session;
  const isOpen = (name: string, side: "target" | "source") => flow.isPublic(name, context as never, side);
  const idOf = async (name: string) => (await flow.idOf?.(name, context as never)) ?? name.toLowerCase();
  const firstOpen = () =>
    firstOf(targets, (name) => isOpen(name, "target")).catch((error: unknown) => {
      throw explainFailure(call, error);
    });
  const target = opened ?? (await firstOpen());
  if (target === undefined) return undefined;
  const ids = new Set(await Promise.all(targets.map((name) => idOf(name).catch(() => name))));
  // What can no longer be read was not for everybody, as far as anybody knows.
  const isPrivate = async (name: string) => {
    const open = await isOpen(name, "source").catch(() => false);
    if (open) flowMarks.noteOpen(id, name);
    return !open && !ids.has(await idOf(name).catch(() => name));
  };
  const found = await firstOf(sources.slice(0, MAX_LOOKS), isPrivate, LOOKS_AT_ONCE);
  const source = found ?? sources[MAX_LOOKS];
  if (source === undefined) return undefined;
  const few = found === undefined ? "which perhaps not everybody can" : "which not everybody can";
  const question = `This takes text to ${target}, which everybody can read, after ${source} was read, ${few}. Go ahead?`;
  if (call.caller.policy.flowGuard === "deny") throw denied(call, { target, source, few });
  return { target, question };
}

/** What a call names: by the connector's `reach`, and beside it. */
function placesOf({ entry, input, caller }: Call, { flow, reach }: Declared): readonly Reached[] {
  const { tool } = entry;
  const reached = reachedByTool(reach, tool, input, { id: caller.connection.id, identity: caller.identity });
  const access = tool.access === "read" ? "read" : "write";
  return [...reached, ...(flow.beside?.(input) ?? []).map((name) => ({ name, access }) as const)];
}

function isText(value: unknown): boolean {
  return typeof value === "string" ? value.trim() !== "" : Array.isArray(value) && value.length > 0;
}

/** The first that is, in their order. @param atOnce so many are asked about together */
async function firstOf(
  names: readonly string[],
  is: (name: string) => Promise<boolean>,
  atOnce = 1,
): Promise<string | undefined> {
  for (let at = 0; at < names.length; at += atOnce) {
    const some = names.slice(at, at + atOnce);
    const found = await Promise.all(some.map(is));
    const first = some.find((_name, index) => found[index]);
    if (first !== undefined) return first;
  }
  return undefined;
}

function denied({ caller, runtime }: Call, flow: { target: string; source: string; few: string }): ToolError {
  const { target, source, few } = flow;
  const { flowRule } = caller.policy;
  const who = whoCanChange(flowRule, runtime.permissionsUrl?.(caller.connection.id));
  return new ToolError(
    "policy_denied",
    `Everybody can read ${target}, and ${source}, ${few}, was read within the last 30 minutes. ${who}`,
    { details: { stage: "policy", rule: flowRule.name, set_by: flowRule.by, target, source } },
  );
}
