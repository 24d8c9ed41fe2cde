import { defineTool } from "@fairlead/core";
import { z } from "zod";
import { readMe } from "../../client/viewer/me.ts";
import type { SlackContext } from "../../client/slack-client.ts";
import { briefly, rowsOf } from "../../shape/message.ts";

export const getMe = defineTool({
  name: "get_me",
  title: "Get me",
  description: "Who I am here, in which workspace, which toolsets work and which scopes are missing.",
  access: "read",
  scopes: [],
  reach: "safe",
  freshMs: 60_000,
  input: z.object({
    include: z
      .array(z.enum(["workspaces", "scopes", "limits"]))
      .default([])
      .describe("More facts"),
  }),
  output: z.object({
    user: briefly(
      z.object({
        id: z.string(),
        name: z.string(),
        email: z.string().optional(),
        tz: z.string(),
        is_admin: z.boolean().optional(),
        is_guest: z.boolean().optional(),
      }),
    ),
    workspace: briefly(
      z.object({
        id: z.string(),
        name: z.string(),
        url: z.string(),
        enterprise_id: z.string().optional(),
        edition: z.string(),
        plan: z.string().optional(),
      }),
    ),
    tokens: rowsOf(z.object({ kind: z.string(), rotating: z.boolean(), expires_at: z.string().optional() })),
    toolsets: rowsOf(z.object({ name: z.string(), usable: z.boolean(), missing_scopes: z.array(z.string()) })),
    history_class: z.string(),
    semantic_search: z.boolean().optional(),
    scopes: z.array(z.string()).meta({ items: undefined }).optional(),
    workspaces: rowsOf(z.object({ id: z.string(), name: z.string() })).optional(),
    limits: briefly(z.object({ history: z.string() })).optional(),
  }),
  run: ({ include }, context: SlackContext) => readMe(context, include),
});
