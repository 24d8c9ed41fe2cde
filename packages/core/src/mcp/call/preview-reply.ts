import type { Preview } from "../../connector/index.ts";
import type { PlannedWrite } from "../../upstream/index.ts";
import { cleanText } from "../render/clean-text.ts";
import { fitToBudget } from "../render/fit-to-budget.ts";
import { renderFacts } from "../render/render-facts.ts";
import type { Shape } from "../render/shape.ts";
import type { Call, FinalReply } from "./call.ts";
import { outputReply } from "./output-reply.ts";

/** Longer strings of a planned body, such as encoded files, are named by their length in the text. */
const SHOWN_STRING = 300;

/** What stays however long the rest is: which requests there are. */
const PLANNED: Shape = { properties: { method: { format: "token" }, path: {}, body: {} } };
const PREVIEW: Shape = { properties: { preview: { properties: { request: { items: PLANNED }, diff: {} } } } };

interface Shown extends Preview {
  request?: readonly { method: string; path: string; body?: unknown }[];
}

/** What a dry run answers: the write that would be sent, what it would change, and nothing done. */
export function previewReply(call: Call, planned: readonly PlannedWrite[]): FinalReply {
  const requests = planned.map(({ method, path, body }) => ({ method, path, ...(body !== undefined && { body }) }));
  const preview = cleanText({ ...(requests.length > 0 && { request: requests }), ...call.preview });
  const fitted = fitToBudget(
    { preview },
    {
      budget: call.budget,
      shape: PREVIEW,
      cursorAfter: () => undefined,
      render: (candidate) => textOf(candidate["preview"] as Shown),
    },
  );
  return outputReply(call.entry, fitted);
}

function textOf({ request = [], diff, then = [], ...facts }: Shown): string {
  return [
    headline(request.length, then.length),
    ...request.map(({ method, path, body }) => `${method} ${path}${body === undefined ? "" : ` ${shortJson(body)}`}`),
    ...then.map((line) => `then: ${line}`),
    renderFacts({ ...facts }),
    diff ?? "",
  ]
    .filter((part) => part !== "")
    .join("\n");
}

/** A request whose address is a secret is told in words alone. */
function headline(requests: number, steps: number): string {
  if (requests > 0) return "Dry run: nothing was sent. It would send:";
  return steps > 0 ? "Dry run: nothing was sent." : "Dry run: there is nothing to change.";
}

function shortJson(body: unknown): string {
  return JSON.stringify(body, (_key, value: unknown) =>
    typeof value === "string" && value.length > SHOWN_STRING ? `(${value.length} characters)` : value,
  );
}
