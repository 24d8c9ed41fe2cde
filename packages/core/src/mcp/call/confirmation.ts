import { randomUUID } from "node:crypto";
import { ask, ToolError, type Confirmation } from "../../connector/index.ts";
import { ROUND_TTL_MS } from "../sealed/round-state.ts";
import type { Confirmed } from "./call-state.ts";
import type { Call, Reply, Stage } from "./call.ts";
import { goesOn } from "./goes-on.ts";

const ANSWER = "confirm";
/** That a yes was used is known for longer than any replica takes it for valid, whose clock may be behind. */
const USED_MS = 4 * ROUND_TTL_MS;

/**
 * Deletions and merges go ahead only after a person's yes: a form where the client can show one, else the `confirm`
 * argument. A yes is good once, for this caller, tool and arguments. A client that can ask its person must: a model that
 * fills in `confirm` by itself has asked nobody.
 */
export const confirmation: Stage = {
  name: "confirmation",
  run: async (call, next) => {
    const wanted = both(call.publishes, call.entry.tool.confirm?.(call.input as never));
    if (wanted === undefined || call.dryRun || goesOn(call)) return next();
    if (call.confirm !== undefined && call.confirm !== wanted.target) throw wrongConfirm(wanted, call.confirm);

    const { asked, confirmed } = call.state;
    const earlier = asked ?? confirmed;
    if (earlier !== undefined || ANSWER in call.exchange.answers) {
      await spend(call, wanted, earlier);
      if (asked !== undefined) acceptAnswer(call, wanted);
      call.confirmed = { nonce: randomUUID(), target: wanted.target };
      return next();
    }
    if (call.exchange.canAsk("elicitation/create")) return question(wanted);
    if (call.confirm === undefined) throw confirmRequired(wanted);
    return next();
  },
};

/** One question for both: a person reads it once. */
function both(publishes: Confirmation | undefined, own: Confirmation | undefined): Confirmation | undefined {
  if (publishes === undefined || own === undefined) return publishes ?? own;
  return { target: own.target, question: `${publishes.question} ${own.question}` };
}

function question({ target, question: message }: Confirmation): Reply {
  const requestedSchema = {
    type: "object",
    properties: { confirm: { type: "boolean", title: "Go ahead", description: target, default: false } },
    required: ["confirm"],
  };
  return {
    kind: "ask",
    ask: ask({ [ANSWER]: { method: "elicitation/create", params: { mode: "form", message, requestedSchema } } }),
    state: { asked: { nonce: randomUUID(), target } },
  };
}

/** Takes what an earlier round gave, once: whoever comes second with it has nothing. */
async function spend(call: Call, wanted: Confirmation, given: Confirmed | undefined): Promise<void> {
  if (given?.target !== wanted.target) throw staleAnswer(wanted);
  if (!(await call.runtime.store.claim(`confirmation/${given.nonce}`, USED_MS))) throw staleAnswer(wanted);
}

function acceptAnswer({ exchange }: Call, { target }: Confirmation): void {
  const answer = exchange.answers[ANSWER];
  if (answer?.action === "accept" && answer.content?.["confirm"] === true) return;
  throw new ToolError("cancelled", `The person declined. Nothing was done to ${target}.`);
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
