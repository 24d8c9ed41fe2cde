import { defineTool } from "@fairlead/core";
import { z } from "zod";
import { lookUpAll, REFERENCE_KINDS } from "../../client/resolve/look-up.ts";
import type { SlackContext } from "../../client/slack-client.ts";
import { listUpTo, shortText } from "../../shape/fields.ts";
import { rowsOf } from "../../shape/message.ts";

const Candidate = z.object({ kind: z.string(), id: z.string(), name: z.string(), link: z.string().optional() });
const Result = z.object({
  reference: z.string(),
  status: z.enum(["resolved", "ambiguous", "not_found"]),
  kind: z.string().optional(),
  id: z.string().optional(),
  name: z.string().optional(),
  link: z.string().optional(),
  candidates: z.array(Candidate).optional(),
});

export const resolveReferences = defineTool({
  name: "resolve_references",
  title: "Resolve references",
  description: "Names, e-mails, handles, ids and links to ids, or to candidates. Never lists a directory.",
  access: "read",
  scopes: [],
  reach: "rows",
  input: z.object({
    references: listUpTo(20, shortText(300)).describe("#channel, @handle, e-mail, name, :emoji:, link"),
    kinds: z.array(z.enum(REFERENCE_KINDS)).optional().describe("Only these"),
    limit: z.int().min(1).max(25).default(5).describe("Candidates each"),
    include_archived: z.boolean().default(false).describe("Archived channels too"),
  }),
  output: z.object({ results: rowsOf(Result) }),
  async run({ references, kinds, ...asked }, context: SlackContext) {
    return { results: await lookUpAll(context, references, { ...asked, kinds: kinds ?? REFERENCE_KINDS }) };
  },
});
