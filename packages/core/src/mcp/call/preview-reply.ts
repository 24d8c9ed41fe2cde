import type { PlannedWrite } from "../../upstream/index.ts";
import type { Call, Reply } from "./call.ts";
import { renderFacts } from "../render/render-facts.ts";

/** What a dry run answers: the write that would be sent, what it would change, and nothing done. */
export function previewReply(call: Call, planned: readonly PlannedWrite[]): Reply {
  const preview = {
    ...(planned.length > 0 && {
      request: planned.map(({ method, path, body }) => ({ method, path, ...(body !== undefined && { body }) })),
    }),
    ...call.preview,
  };
  const { diff, ...facts } = preview;
  const head =
    planned.length > 0 ? "Dry run: nothing was sent. It would send:" : "Dry run: there is nothing to change.";
  const text = [head, renderFacts(facts), diff].filter((part) => part !== undefined && part !== "").join("\n");
  return { kind: "output", output: { preview }, text };
}
