import { isSameText } from "@fairlead/domain/text-edit";
import type { PlacedComment } from "../shape/review-plan.ts";
import { readDiscussions } from "./discussions.ts";
import { explainError } from "./explain-error.ts";
import type { GitlabClient } from "./gitlab-client.ts";
import { GitlabHttpError } from "./http-error.ts";
import type { NewReview, PreparedReview } from "./new-review.ts";
import { one } from "./one.ts";
import type { ListPage } from "./requester.ts";
import { readApprovals } from "./readiness/index.ts";
import { isRecent } from "./recent.ts";
import { requestChanges } from "./request-changes.ts";

interface UpstreamDraft {
  id: number;
  note: string;
  position?: { new_path?: string | null; new_line?: number | null; old_line?: number | null } | null;
}

/**
 * Sends a review: its comments as drafts, then all of them at once, then the verdict.
 *
 * @returns What kept the verdict from being given; the comments are published by then.
 */
export async function sendReview(
  client: GitlabClient,
  project: string,
  iid: number,
  verdict: NewReview["verdict"],
  prepared: PreparedReview,
): Promise<string | undefined> {
  const older = await readDrafts(client, project, iid);
  const made = await makeDrafts(client, project, iid, prepared.plan.placed, older);
  const untouched = older.filter(({ id }) => !made.includes(id));
  // Drafts of mine that are older must not go out: then ours are published one by one.
  const inOne = untouched.length === 0 && (made.length > 0 || prepared.changesBy === "publish");
  const withSummary = inOne && prepared.summaryInPublish;
  if (inOne) {
    await client.draftNotes.publishBulk(project, iid, {
      ...(withSummary && prepared.summary && { note: prepared.summary }),
      ...(prepared.changesBy === "publish" && { reviewerState: "requested_changes" }),
    } as never);
  } else {
    for (const id of made) await client.draftNotes.publish(project, iid, id);
  }
  if (prepared.summary !== undefined && prepared.summary.trim() !== "" && !withSummary) {
    await client.mergeRequestNotes.create(project, iid, prepared.summary);
  }
  return giveVerdict(client, project, iid, verdict, prepared, inOne);
}

async function readDrafts(client: GitlabClient, project: string, iid: number): Promise<UpstreamDraft[]> {
  const answer = await one<ListPage<UpstreamDraft>>(client.draftNotes.all(project, iid, { perPage: 100 }));
  return answer.rows;
}

/** Makes drafts in order; one that a lost try left is taken as it is. Where one fails, those of this call are deleted. */
async function makeDrafts(
  client: GitlabClient,
  project: string,
  iid: number,
  placed: readonly { comment: PlacedComment }[],
  older: readonly UpstreamDraft[],
): Promise<number[]> {
  const ids: number[] = [];
  const fresh: number[] = [];
  try {
    for (const { comment } of placed) {
      const known = older.find((draft) => isSameDraft(draft, comment) && !ids.includes(draft.id));
      if (known) ids.push(known.id);
      else {
        const { note, position } = comment;
        const { id } = await one<{ id: number }>(client.draftNotes.create(project, iid, note, { position } as never));
        ids.push(id);
        fresh.push(id);
      }
    }
    return ids;
  } catch (error) {
    for (const id of fresh) await client.draftNotes.remove(project, iid, id).catch(() => undefined);
    throw error;
  }
}

function isSameDraft({ note, position: at }: UpstreamDraft, comment: PlacedComment): boolean {
  const { newPath, newLine, oldLine } = comment.position;
  return (
    isSameText(note, comment.note) &&
    at?.new_path === newPath &&
    (at?.new_line ?? undefined) === newLine &&
    (at?.old_line ?? undefined) === oldLine
  );
}

async function giveVerdict(
  client: GitlabClient,
  project: string,
  iid: number,
  verdict: NewReview["verdict"],
  { head, row, changesBy }: PreparedReview,
  published: boolean,
): Promise<string | undefined> {
  try {
    if (verdict === "approve") await approve(client, project, iid, head);
    if (verdict === "request_changes" && !(changesBy === "publish" && published)) {
      await requestChanges(client, row);
    }
    return undefined;
  } catch (error) {
    const explained = explainError(error);
    if (explained === undefined) throw error;
    return explained.message;
  }
}

/** GitLab refuses an approval of mine that is there already as it refuses one that I may not give. */
async function approve(client: GitlabClient, project: string, iid: number, head: string): Promise<void> {
  try {
    await client.approvals.approve(project, iid, { sha: head });
  } catch (error) {
    if (!(error instanceof GitlabHttpError) || error.status !== 401) throw error;
    const { mine } = await readApprovals(client, project, iid);
    if (!mine) throw error;
  }
}

/** True where the review of an earlier try is there: its comments and its summary, written by me a moment ago. */
export async function isReviewThere(
  client: GitlabClient,
  project: string,
  iid: number,
  { plan, summary }: Pick<PreparedReview, "plan" | "summary">,
  me: string,
): Promise<boolean> {
  const notes = (await readDiscussions(client, project, iid))
    .flatMap((discussion) => discussion.notes ?? [])
    .filter((note) => note.author?.username === me && isRecent(note.created_at));
  const texts = [...plan.placed.map(({ comment }) => comment.note), ...(summary === undefined ? [] : [summary])];
  return texts.length > 0 && texts.every((text) => notes.some(({ body }) => isSameText(body, text)));
}
