/** A question to the person behind the client, or to the client itself (MCP multi round-trip requests, SEP-2322). */
export type Question =
  | {
      method: "elicitation/create";
      params: { mode?: "form"; message: string; requestedSchema: Readonly<Record<string, unknown>> };
    }
  | { method: "elicitation/create"; params: { mode: "url"; message: string; url: string } }
  | { method: "sampling/createMessage"; params: Readonly<Record<string, unknown>> }
  | { method: "roots/list" };

const ASK = Symbol("ask");

/** A result that says: ask this first, then call me again with the answers. */
export interface Ask {
  readonly [ASK]: true;
  readonly questions: Readonly<Record<string, Question>>;
  readonly state: unknown;
}

/**
 * Ends a call with questions. The client asks, and calls again with the answers in `context.answers` and the state,
 * sealed on the way and bound to the same caller and arguments, in `context.state`.
 *
 * @param questions Questions by a key of the tool's choice; may be empty when only the state matters.
 * @param state Any JSON value to have back in the next round.
 */
export function ask(questions: Record<string, Question>, state?: unknown): Ask {
  return { [ASK]: true, questions, state };
}

/** Tells a question from a result. */
export function isAsk(value: unknown): value is Ask {
  return typeof value === "object" && value !== null && ASK in value;
}
