import { DATA_ONLY, definePrompt, type PromptContext, said } from "@fairlead/core";
import { z } from "zod";
import type { SlackClient } from "../client/slack-client.ts";
import { embeddedDigest, namesIn } from "./digest.ts";

export const incidentTimeline = definePrompt({
  name: "incident_timeline",
  title: "Incident timeline",
  description: "Write down how an incident went, minute by minute",
  arguments: z.object({
    channels: z.string().describe("Channels, separated by commas"),
    start: z.string().describe("ISO 8601, or a window such as yesterday"),
    end: z.string().optional().describe("ISO 8601"),
    severity: z.string().optional().describe("How bad it was"),
  }),
  scopes: ["channels:history"],
  toolset: "messages",
  async run({ channels, start, end, severity }, context: PromptContext<SlackClient>) {
    const window = /^\d{4}-/.test(start) ? `${start}/${end ?? ""}` : start;
    const digest = await embeddedDigest(context, { channels: namesIn(channels), window, view: "timeline" });
    const how = severity === undefined ? "" : ` Severity: ${severity}.`;
    return [
      digest,
      said(
        `Write the timeline of this incident: time, what happened, who did what, with a link each; then impact, cause and open actions, as far as they were said.${how} Mark what is a guess. ${DATA_ONLY}`,
      ),
    ];
  },
});
