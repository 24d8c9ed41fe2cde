import type { z } from "zod";
import { MAX_LIMIT, ToolError, type Spelling } from "../../connector/index.ts";
import type { AddedInput } from "../catalog/index.ts";
import { openCursor } from "./cursor.ts";
import { explainIssues } from "./explain-issues.ts";
import type { Call, Stage } from "./call.ts";

/** Checks the arguments, takes off what the core added, and opens the cursor. */
export const readInput: Stage = {
  name: "input",
  run: async (call, next) => {
    const { entry, runtime } = call;
    const spelled = respell(call.args, entry.fields, runtime.connector.spelling);
    refuseHinted(spelled, entry.fields, runtime.connector.spelling?.hints);
    const parsed = entry.input.safeParse(spelled);
    if (!parsed.success) throw invalidInput(parsed.error, spelled, entry.fields);

    const { dry_run, idempotency_key, confirm, timeout_s, resume, ...input } = parsed.data as AddedInput &
      Record<string, unknown>;
    call.dryRun = dry_run === true;
    call.idempotencyKey = idempotency_key;
    call.confirm = confirm;
    call.waitMs = (timeout_s ?? 0) * 1000;
    call.resume = resume;
    call.input = input;
    call.inputRead = true;
    if (typeof input["max_tokens"] === "number")
      call.budget = Math.min(input["max_tokens"], call.caller.policy.resultTokens ?? Infinity);
    if (typeof input["cursor"] === "string") useCursor(call, input["cursor"]);
    return next();
  },
};

/** Not by assignment: an argument named `__proto__` would become the prototype, and pass unseen. */
function respell(
  args: Readonly<Record<string, unknown>>,
  fields: ReadonlySet<string>,
  spelling: Spelling | undefined,
): Record<string, unknown> {
  const { aliases = {} } = spelling ?? {};
  const renamed = Object.entries(args).map(([key, value]) => {
    const ours = !fields.has(key) && Object.hasOwn(aliases, key) ? aliases[key] : undefined;
    const taken = ours === undefined || !fields.has(ours) || Object.hasOwn(args, ours);
    return [taken ? key : ours, value] as const;
  });
  const out: Record<string, unknown> = Object.fromEntries(renamed);
  return spelling?.normalize?.(out, fields) ?? out;
}

function refuseHinted(
  args: Readonly<Record<string, unknown>>,
  fields: ReadonlySet<string>,
  hints: Readonly<Record<string, string>> | undefined,
): void {
  for (const [field, hint] of Object.entries(hints ?? {})) {
    if (Object.hasOwn(args, field) && !fields.has(field))
      throw new ToolError("invalid_input", `There is no field "${field}". ${hint}`);
  }
}

function invalidInput(
  error: z.ZodError,
  args: Readonly<Record<string, unknown>>,
  fields: ReadonlySet<string>,
): ToolError {
  return new ToolError("invalid_input", explainIssues(error.issues, args, fields));
}

function useCursor(call: Call, sealed: string): void {
  const cursor = openCursor(call, sealed);
  call.skipRows = cursor.skip;
  if (cursor.limit !== undefined) call.input["limit"] = Math.min(cursor.limit, MAX_LIMIT);
  if (cursor.vendor === undefined) delete call.input["cursor"];
  else call.input["cursor"] = cursor.vendor;
}
