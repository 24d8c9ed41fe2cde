import { CHARACTERS_PER_TOKEN, defineTool, gitRef, objectId, shortText, ToolError } from "@fairlead/core";
import { cutLines } from "@fairlead/domain/budget";
import { checkOperations } from "@fairlead/domain/commit-plan";
import { z } from "zod";
import {
  actionsOf,
  findCommit,
  planCommit,
  readBack,
  readBase,
  sendCommit,
  type CommitPlan,
} from "../../client/commit-files/index.ts";
import type { GitlabContext } from "../../client/gitlab-client.ts";
import type { UpstreamCommit } from "../../shape/commit.ts";
import { project } from "../../shape/fields.ts";
import { FileOperation } from "../../shape/file-operation.ts";

const Pushed = z.object({
  commit_sha: z.string(),
  parent_sha: z.string().optional(),
  branch: z.string(),
  url: z.string().optional(),
  files: z.array(z.object({ path: z.string(), op: z.string(), additions: z.int(), deletions: z.int() })),
  unchanged: z.boolean().optional(),
});

export const pushFiles = defineTool({
  name: "push_files",
  title: "Push files",
  description: "One atomic commit: create, edit, replace, move and delete files of a branch, or of a new one.",
  access: "write",
  scopes: ["api"],
  input: z.object({
    project,
    branch: gitRef.describe("Branch to commit to"),
    message: shortText(65_536).describe("Commit message"),
    operations: z.array(FileOperation).min(1).max(100).describe("Changes"),
    expected_head_sha: objectId.optional().describe("Else a conflict"),
    create_branch_from: gitRef.optional().describe("Make the branch"),
    allow_shrink: z.boolean().optional().describe("Halving is meant"),
  }),
  output: Pushed,
  async run({ project: name, ...request }, { client, budget, preview }: GitlabContext) {
    refuseUnfit(request.operations);
    const base = await readBase(client, name, request);
    const plan = await planCommit(client, name, request, base);
    if (actionsOf(plan).length === 0) return unchanged(plan);
    preview({ before: { head: plan.parent }, diff: diffOf(plan, budget) });
    const made = await sendCommit(client, name, plan);
    await readBack(client, name, plan, made.id);
    return pushed(plan, made);
  },
  async recover({ project: name, ...request }, { client }: GitlabContext) {
    const found = await findCommit(client, name, request);
    return found && pushed(found.plan, found.made);
  },
});

function refuseUnfit(operations: readonly FileOperation[]): void {
  const written = operations.map(({ executable, ...operation }) => ({
    ...operation,
    mode: executable === undefined ? undefined : String(executable),
  }));
  const problem = checkOperations(written, "executable");
  if (problem) throw new ToolError(problem.code, problem.message);
}

/** The diff of a plan, cut to half the budget: the request that it explains takes the other. */
function diffOf({ changes }: CommitPlan, budget: number): string {
  const lines = changes.flatMap(({ diff }) => (diff === "" ? [] : diff.trimEnd().split("\n")));
  const cut = cutLines(lines, (budget * CHARACTERS_PER_TOKEN) / 2);
  return cut.lines === lines.length ? cut.text : `${cut.text}\n[${lines.length - cut.lines} more lines]`;
}

function unchanged({ parent = "", branch }: CommitPlan): z.input<typeof Pushed> {
  return { commit_sha: parent, branch, files: [], unchanged: true };
}

function pushed({ branch, changes }: CommitPlan, made: UpstreamCommit): z.input<typeof Pushed> {
  const files = changes.map(({ path, op, additions, deletions }) => ({ path, op, additions, deletions }));
  const [parent] = made.parent_ids ?? [];
  return { commit_sha: made.id, parent_sha: parent, branch, url: made.web_url ?? undefined, files };
}
