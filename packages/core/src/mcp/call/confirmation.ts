import { randomUUID } from "node:crypto";
import { ask, ToolError, type Confirmation } from "../../connector/index.ts";
import { principalKey } from "../../auth/index.ts";
import { fingerprint } from "../sealed/sealer.ts";
import type { Call, Reply, Stage } from "./call.ts";

/** How long a person may think, in milliseconds. */
const QUESTION_TTL_MS = 10 * 60 * 1000;
const ANSWER = "confirm";

interface Asked {
  nonce: string;
  target: string;
}

/**
 * Deletions and merges go ahead only after a person's yes: a form where the client can show one, else the `confirm`
 * argument. A yes is good once, for this caller, tool and arguments.
 */
export const confirmation: Stage = {
  name: "confirmation",
  run: async (call, next) => {
    const wanted = call.entry.tool.confirm?.(call.input as never);
    if (wanted === undefined || call.dryRun || call.confirm === wanted.target) return next();
    if (call.confirm !== undefined) throw wrongConfirm(wanted, call.confirm);
    if (ANSWER in call.exchange.answers) {
      await acceptAnswer(call, wanted);
      return next();
    }
    return call.exchange.canAsk("elicitation/create")
      ? question(call, wanted)
      : Promise.reject(confirmRequired(wanted));
  },
};

function question(call: Call, { target, question: message }: Confirmation): Reply {
  const state: Asked = { nonce: randomUUID(), target };
  const requestedSchema = {
    type: "object",
    properties: { confirm: { type: "boolean", title: "Go ahead", description: target, default: false } },
    required: ["confirm"],
  };
  return {
    kind: "ask",
    ask: ask({ [ANSWER]: { method: "elicitation/create", params: { mode: "form", message, requestedSchema } } }),
    sealedState: call.runtime.sealer.seal("state", state, { ttlMs: QUESTION_TTL_MS, binding: stateBinding(call) }),
  };
}

async function acceptAnswer(call: Call, wanted: Confirmation): Promise<void> {
  const { sealedState, answers } = call.exchange;
  const opened =
    sealedState === undefined ? undefined : call.runtime.sealer.open("state", sealedState, stateBinding(call));
  const asked = opened?.value as Asked | undefined;
  if (asked?.target !== wanted.target) throw staleAnswer(wanted);
  if (!(await call.runtime.store.claim(`confirmation/${asked.nonce}`, QUESTION_TTL_MS))) throw staleAnswer(wanted);

  const answer = answers[ANSWER];
  if (answer?.action !== "accept" || answer.content?.["confirm"] !== true) {
    throw new ToolError("cancelled", `The person declined. Nothing was done to ${wanted.target}.`);
  }
}

/** What a sealed state belongs to: another caller, tool or argument cannot use it. */
export function stateBinding({ caller, entry, args }: Pick<Call, "caller" | "entry" | "args">): string {
  return [principalKey(caller.principal), caller.connection.id, entry.tool.name, fingerprint(args)].join("\0");
}

function confirmRequired({ target, question: text }: Confirmation): ToolError {
  return new ToolError("confirm_required", `${text} If the person agrees, call again with confirm: "${target}".`, {
    details: { confirm: target },
  });
}

function wrongConfirm({ target }: Confirmation, given: string): ToolError {
  return new ToolError("confirm_required", `confirm must be exactly "${target}", not "${given}". Nothing was done.`, {
    details: { confirm: target },
  });
}

function staleAnswer({ target }: Confirmation): ToolError {
  return new ToolError(
    "confirm_required",
    `That confirmation is used, expired or for another call. Nothing was done to ${target}; call again to be asked anew.`,
  );
}
