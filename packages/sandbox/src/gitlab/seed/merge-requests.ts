import { daysAgo } from "../../harbor/epoch.ts";
import { pullBranches } from "../../harbor/branches.ts";
import { pullTexts } from "../../harbor/texts/pull-texts.ts";
import { reviewTexts, type ThreadText } from "../../harbor/texts/review-texts.ts";
import type { Position } from "../state/issue.ts";
import { diffRefs, filesOf } from "../state/merge-status.ts";
import type { MergeRequest } from "../state/merge-request.ts";
import type { Project } from "../state/project.ts";
import type { World } from "../state/world.ts";
import { newNote, startDiscussion } from "../state/write-note.ts";

const IIDS = [31, 32, 33, 34, 35, 36, 37, 38] as const;

function seedOne(world: World, project: Project, iid: (typeof IIDS)[number]): MergeRequest {
  const { branch, title } = pullBranches[iid];
  const text = pullTexts[iid];
  // Outsiders see nothing of a private project here: what they offered is a colleague's.
  const author = iid === 36 ? "mlind" : pullBranches[iid].author;
  const atMs = daysAgo(text.ageDays);
  return {
    id: world.nextId(),
    iid,
    title,
    description: text.body,
    author,
    assignees: [...(text.assignees ?? [])],
    labels: [...(text.labels ?? [])],
    milestone: project.milestones.find((row) => row.title === text.milestone),
    state: "opened",
    draft: text.draft ?? false,
    sourceBranch: branch,
    targetBranch: "main",
    sha: project.git.refs.get(`refs/heads/${branch}`) ?? "",
    reviewers: [...(text.reviewers ?? [])],
    changesRequestedBy: new Set(),
    // Everything but 36 has its approval; of 36 that and a rebase are missing.
    approvedBy: iid === 36 ? [] : [author === "mlind" ? "trenn" : "mlind"],
    drafts: [],
    squash: false,
    removeSourceBranch: false,
    mergeSha: undefined,
    mergedAtMs: undefined,
    mergedBy: undefined,
    checking: 0,
    createdAtMs: atMs,
    updatedAtMs: atMs,
    closedAtMs: undefined,
    discussions: [],
  };
}

/** The first added line with this text. */
function positionOf(project: Project, merge: MergeRequest, { path, on }: ThreadText): Position {
  const patch = filesOf(project, merge).find((file) => file.path === path)?.patch ?? "";
  let now = 0;
  for (const line of patch.split("\n")) {
    const start = /^@@ -\S+ \+(\d+)/.exec(line)?.[1];
    if (start !== undefined) now = Number(start);
    else if (line.startsWith("+") && line.includes(on)) {
      const paths = { old_path: path, new_path: path };
      return { ...diffRefs(project, merge), position_type: "text", ...paths, old_line: null, new_line: now };
    } else if (!line.startsWith("-")) now += 1;
  }
  throw new Error(`the diff of ${merge.iid} has no line with: ${on}`);
}

/** Merge requests 31 to 38 of the shop, with what was said on their diffs. */
export function seedMergeRequests(world: World, project: Project): void {
  for (const iid of IIDS) project.mergeRequests.set(iid, seedOne(world, project, iid));
  for (const text of reviewTexts) {
    const merge = project.mergeRequests.get(text.pull);
    if (!merge) throw new Error(`no merge request ${text.pull} in the seed`);
    const createdAtMs = daysAgo(text.ageDays);
    startDiscussion(merge, newNote(world, { body: text.body, author: text.author, createdAtMs }), true);
    for (const thread of text.threads ?? []) {
      const position = positionOf(project, merge, thread);
      const first = newNote(world, { body: thread.body, author: text.author, position, createdAtMs });
      const discussion = startDiscussion(merge, first, false);
      for (const { author, ageDays, body } of thread.replies ?? []) {
        discussion.notes.push(newNote(world, { body, author, position, createdAtMs: daysAgo(ageDays) }));
      }
      discussion.resolvedBy = thread.resolvedBy;
    }
  }
}
