import { z } from "zod";

const names = z.array(z.string().regex(/^[a-z0-9_-]+$/i));

/** `create_issue=20/minute`, `*=1000/day` */
const LIMIT = /^(\*|[a-z0-9_]+)=(\d{1,9})\/(minute|day)$/i;

const toolCalls = z
  .string()
  .regex(LIMIT)
  .transform((text) => {
    const [, tool = "*", most = "0", per = "day"] = LIMIT.exec(text) ?? [];
    return { tool, most: Number(most), per: per.toLowerCase() as "minute" | "day" };
  });

/** What the operator allows everybody. */
export const policySettings = z.object({
  readonly: z.boolean().default(false).meta({
    env: "FAIRLEAD_READONLY",
    description: "Serve only tools that read.",
  }),
  access: z.enum(["read", "write", "full"]).default("full").meta({
    env: "POLICY_ACCESS",
    description: "How far tools may go: `read`, `write` (which deletes nothing), `full`.",
  }),
  connectors: names.optional().meta({
    env: "FAIRLEAD_CONNECTORS",
    accepts: "a comma-separated list of connector names",
    description:
      "Serve only these of a server's connectors. Without it, those with any setting of their own; all where people may paste tokens (AUTH_FORMS), or where none has any.",
  }),
  toolsets: names.optional().meta({
    env: "FAIRLEAD_TOOLSETS",
    accepts: "a comma-separated list of toolset names",
    description: "Serve only these toolsets. Without it, all.",
  }),
  excludeTools: names.default([]).meta({
    env: "FAIRLEAD_EXCLUDE_TOOLS",
    accepts: "a comma-separated list of tool names",
    description: "Never serve these tools.",
  }),
  limits: z.array(toolCalls).default([]).meta({
    env: "LIMIT_TOOL_CALLS",
    accepts: "a comma-separated list such as *=1000/day, create_issue=20/minute",
    description:
      "How often each connection may call a tool, or `*` for all of them together, within a minute and a day (UTC). Without it, as often as LIMIT_PRINCIPAL_POINTS lets it.",
  }),
  flowGuard: z.enum(["off", "confirm", "deny"]).optional().meta({
    env: "POLICY_FLOW_GUARD",
    description:
      "What to do when text would be written where everybody can read it, within 30 minutes after something private was read: nothing, ask the person, refuse. Without it, `confirm`, unless the owner of a connection turns it off.",
  }),
});
