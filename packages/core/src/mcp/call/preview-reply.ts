import type { Preview } from "../../connector/index.ts";
import type { PlannedWrite } from "../../upstream/index.ts";
import { cleanText } from "../render/clean-text.ts";
import { fitToBudget } from "../render/fit-to-budget.ts";
import { renderFacts } from "../render/render-facts.ts";
import type { Call, Reply } from "./call.ts";

/** Longer strings of a planned body, such as encoded files, are named by their length in the text. */
const SHOWN_STRING = 300;

interface Shown extends Preview {
  request?: readonly { method: string; path: string; body?: unknown }[];
}

/** What a dry run answers: the write that would be sent, what it would change, and nothing done. */
export function previewReply(call: Call, planned: readonly PlannedWrite[]): Reply {
  const request = planned.map(({ method, path, body }) => ({ method, path, ...(body !== undefined && { body }) }));
  const preview = cleanText({ ...(request.length > 0 && { request }), ...call.preview });
  const { output, text } = fitToBudget(
    { preview },
    { budget: call.budget, cursorAfter: () => undefined, render: (candidate) => textOf(candidate["preview"] as Shown) },
  );
  return { kind: "output", output, text };
}

function textOf({ request = [], diff, then = [], ...facts }: Shown): string {
  return [
    request.length > 0 ? "Dry run: nothing was sent. It would send:" : "Dry run: there is nothing to change.",
    ...request.map(({ method, path, body }) => `${method} ${path}${body === undefined ? "" : ` ${shortJson(body)}`}`),
    ...then.map((line) => `then: ${line}`),
    renderFacts({ ...facts }),
    diff ?? "",
  ]
    .filter((part) => part !== "")
    .join("\n");
}

function shortJson(body: unknown): string {
  return JSON.stringify(body, (_key, value: unknown) =>
    typeof value === "string" && value.length > SHOWN_STRING ? `(${value.length} characters)` : value,
  );
}
