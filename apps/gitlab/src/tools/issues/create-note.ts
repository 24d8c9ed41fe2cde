import { defineTool, shortText } from "@fairlead/core";
import { z } from "zod";
import type { GitlabContext } from "../../client/gitlab-client.ts";
import { myName } from "../../client/my-name.ts";
import { findRecentNote, writeNote } from "../../client/notes.ts";
import { refuseQuickActions } from "../../client/refuse-quick-actions.ts";
import { iid, markdown, project } from "../../shape/fields.ts";

export const createNote = defineTool({
  name: "create_note",
  title: "Create note",
  description: "Comment on an issue or merge request, or reply in a discussion.",
  access: "write",
  scopes: ["api"],
  input: z.object({
    project,
    target: z.enum(["issue", "merge_request"]).describe("What iid is of"),
    iid,
    body: markdown.refine((value) => value.trim() !== "", "is empty").describe("Markdown"),
    internal: z.boolean().optional().describe("For members"),
    discussion_id: shortText(100).optional().describe("Reply there"),
  }),
  output: z.object({ note_id: z.int(), discussion_id: z.string().optional(), url: z.string() }),
  async run({ project: name, ...asked }, { client }: GitlabContext) {
    refuseQuickActions(client, asked.body);
    return writeNote(client, name, asked);
  },
  async recover({ project: name, ...asked }, { client, connection }: GitlabContext) {
    return findRecentNote(client, name, { ...asked, author: await myName(client, connection) });
  },
});
