import { CHARACTERS_PER_TOKEN, defineTool } from "@fairlead/core";
import { z } from "zod";
import {
  checkOperations,
  findCommit,
  planCommit,
  readBack,
  readBase,
  removalsOf,
  sendCommit,
  wayOf,
  writesOf,
  type CommitPlan,
  type MadeCommit,
  type Way,
} from "../../client/commits/commit-files/index.ts";
import type { GithubContext } from "../../client/github-client.ts";
import { cutLines } from "@fairlead/domain/budget";
import { gitRef, objectId, repository, shortText } from "../../shape/fields.ts";
import { FileOperation } from "../../shape/file-operation.ts";

const Pushed = z.object({
  commit_sha: z.string(),
  parent_sha: z.string().optional(),
  branch: z.string(),
  url: z.string().optional(),
  files: z.array(
    z.object({
      path: z.string(),
      op: z.string(),
      blob_sha: z.string().optional(),
      additions: z.int(),
      deletions: z.int(),
    }),
  ),
  unchanged: z.boolean().optional(),
});

export const pushFiles = defineTool({
  name: "push_files",
  title: "Push files",
  description: "One atomic commit: create, edit, replace, move and delete files of a branch, or of a new one.",
  access: "write",
  scopes: ["repo"],
  input: z.object({
    ...repository,
    branch: gitRef.describe("Branch to commit to"),
    message: shortText(65_536).describe("Commit message"),
    operations: z.array(FileOperation).min(1).max(100).describe("Changes"),
    expected_head_sha: objectId.optional().describe("Else a conflict"),
    create_branch_from: gitRef.optional().describe("Make the branch"),
    allow_shrink: z.boolean().default(false).describe("Halving is meant"),
    allow_symlink: z.boolean().default(false).describe("Change links"),
  }),
  output: Pushed,
  async run({ owner, repo, ...request }, { client, budget, preview }: GithubContext) {
    const name = { owner, repo };
    checkOperations(request.operations);
    const base = await readBase(client, name, request);
    const plan = await planCommit(client, name, request, base);
    if (writesOf(plan).length + removalsOf(plan).length === 0) return unchanged(plan);
    // oxlint-disable-next-line unicorn/no-thenable -- the preview's own word for what follows
    preview({ before: { head: plan.parent }, diff: diffOf(plan, budget), then: THEN[wayOf(plan)] });
    const made = await sendCommit(client, name, plan);
    await readBack(client, name, plan, made.sha);
    return pushed(plan, made);
  },
  async recover({ owner, repo, ...request }, { client }: GithubContext) {
    const found = await findCommit(client, { owner, repo }, request);
    return found && pushed(found.plan, found.made);
  },
});

/** What follows the first write, by the way that a commit goes out. */
const THEN: Readonly<Record<Way, readonly string[]>> = {
  on_branch: [],
  by_objects: ["the other blobs", "a tree", "a commit", "the branch is set to it, not forced"],
  first_file: ["a second commit with the other files, if there are any"],
};

/** The diff of a plan, cut to half the budget: the request that it explains takes the other. */
function diffOf({ changes }: CommitPlan, budget: number): string {
  const lines = changes.flatMap(({ diff }) => (diff === "" ? [] : diff.trimEnd().split("\n")));
  const cut = cutLines(lines, (budget * CHARACTERS_PER_TOKEN) / 2);
  return cut.lines === lines.length ? cut.text : `${cut.text}\n[${lines.length - cut.lines} more lines]`;
}

function unchanged({ parent = "", branch }: CommitPlan): z.input<typeof Pushed> {
  return { commit_sha: parent, branch, files: [], unchanged: true };
}

function pushed({ branch, parent, changes }: CommitPlan, { sha, url }: MadeCommit): z.input<typeof Pushed> {
  const files = changes.map(({ path, op, write, additions, deletions }) => ({
    path,
    op,
    blob_sha: write?.oid,
    additions,
    deletions,
  }));
  return { commit_sha: sha, parent_sha: parent, branch, url, files };
}
