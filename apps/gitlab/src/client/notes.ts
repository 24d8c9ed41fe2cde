import { present, ToolError } from "@fairlead/core";
import { isSameText } from "@fairlead/domain/text-edit";
import type { UpstreamDiscussion, UpstreamNote } from "../shape/note.ts";
import type { GitlabClient } from "./gitlab-client.ts";
import { list, one } from "./one.ts";
import { isRecent } from "./recent.ts";

/** A comment to write. */
export interface NewNote {
  target: "issue" | "merge_request";
  iid: number;
  body: string;
  internal?: boolean | undefined;
  discussion_id?: string | undefined;
}

export interface WrittenNote {
  note_id: number;
  discussion_id?: string | undefined;
  url: string;
}

/** Writes a comment of its own, or a reply. */
export async function writeNote(client: GitlabClient, project: string, asked: NewNote): Promise<WrittenNote> {
  const { target, iid, body, internal, discussion_id: discussion } = asked;
  if (discussion !== undefined) {
    if (internal === true) {
      throw new ToolError("invalid_input", "A reply is as internal as its discussion: leave out internal.");
    }
    const discussions = target === "issue" ? client.issueDiscussions : client.discussions;
    const reply = discussions.addNote(project, iid, discussion, body);
    return told(client, project, asked, await one<UpstreamNote>(reply));
  }
  const notes = target === "issue" ? client.issueNotes : client.mergeRequestNotes;
  const made = notes.create(project, iid, body, present({ internal }) as never);
  return told(client, project, asked, await one<UpstreamNote>(made));
}

function told(client: GitlabClient, project: string, { target, iid, discussion_id }: NewNote, note: UpstreamNote) {
  const page = target === "issue" ? "issues" : "merge_requests";
  // A note has no address of its own in the API; its page does.
  const home = /^\d+$/.test(project) ? `${client.webUrl}/projects/${project}` : `${client.webUrl}/${project}`;
  return { note_id: note.id, discussion_id, url: `${home}/-/${page}/${iid}#note_${note.id}` };
}

/** The comment that somebody wrote there a moment ago, if there is one. */
export async function findRecentNote(
  client: GitlabClient,
  project: string,
  asked: NewNote & { author: string },
): Promise<WrittenNote | undefined> {
  const notes = await recentNotes(client, project, asked);
  const found = notes.findLast(
    (note) => note.author?.username === asked.author && isSameText(note.body, asked.body) && isRecent(note.created_at),
  );
  return found && told(client, project, asked, found);
}

async function recentNotes(client: GitlabClient, project: string, asked: NewNote): Promise<readonly UpstreamNote[]> {
  const { target, iid, discussion_id: id } = asked;
  if (id !== undefined) {
    const discussions = target === "issue" ? client.issueDiscussions : client.discussions;
    const { rows } = await list<UpstreamDiscussion>(discussions.all(project, iid, { perPage: 100 }));
    return rows.find((row) => row.id === id)?.notes ?? [];
  }
  const notes = target === "issue" ? client.issueNotes : client.mergeRequestNotes;
  const newest = { sort: "desc", orderBy: "created_at", perPage: 50 };
  const { rows } = await list<UpstreamNote>(notes.all(project, iid, newest as never));
  return rows.toReversed();
}
