import { z } from "zod";
import type { PolicyFacts } from "./context.ts";

/** What is allowed here, as a tool tells it: for the output of a connector's `get_me`. */
export const PolicyOutput = z.object({
  access: z.enum(["read", "write", "full"]),
  toolsets: z.array(z.string()),
  excluded_tools: z.array(z.string()),
  allow_lists: z.array(
    z.object({ access: z.enum(["read", "write"]), only: z.array(z.string()), rule: z.string(), set_by: z.string() }),
  ),
  limits: z
    .array(
      z.object({
        tool: z.string(),
        most: z.int(),
        per: z.enum(["minute", "day"]),
        rule: z.string(),
        set_by: z.string(),
      }),
    )
    .optional(),
});

export function toPolicyOutput({
  access,
  toolsets,
  excludedTools,
  allow,
  limits,
}: PolicyFacts): z.input<typeof PolicyOutput> {
  return {
    access,
    toolsets: [...toolsets],
    excluded_tools: [...excludedTools],
    allow_lists: allow.map((list) => ({
      access: list.access,
      only: [...list.patterns],
      rule: list.rule,
      set_by: list.setBy,
    })),
    ...(limits.length > 0 && { limits: limits.map(({ setBy, ...limit }) => ({ ...limit, set_by: setBy })) }),
  };
}
