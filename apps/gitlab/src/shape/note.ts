import { z } from "zod";
import type { UpstreamPerson } from "./issue.ts";

/** A note; those that GitLab writes itself are left out. */
export const NoteRow = z.object({
  note_id: z.int(),
  discussion_id: z.string().optional(),
  author: z.string().optional(),
  created_at: z.string().optional(),
  internal: z.boolean().optional(),
  body: z.string(),
});

export interface UpstreamNote {
  id: number;
  body?: string | null;
  author?: UpstreamPerson | null;
  created_at?: string | null;
  system?: boolean | null;
  internal?: boolean | null;
  resolvable?: boolean | null;
  resolved?: boolean | null;
  position?: {
    new_path?: string | null;
    old_path?: string | null;
    new_line?: number | null;
    old_line?: number | null;
  } | null;
}

export interface UpstreamDiscussion {
  id: string;
  individual_note?: boolean | null;
  notes?: UpstreamNote[] | null;
}

export function toNoteRow(row: UpstreamNote, discussion?: string): z.input<typeof NoteRow> {
  return {
    note_id: row.id,
    discussion_id: discussion,
    author: row.author?.username,
    created_at: row.created_at ?? undefined,
    internal: row.internal === true ? true : undefined,
    body: row.body ?? "",
  };
}

/** What people wrote, oldest first. */
export function notesOf(rows: readonly UpstreamDiscussion[]): z.input<typeof NoteRow>[] {
  return rows.flatMap(({ id, notes }) =>
    (notes ?? []).filter(({ system }) => system !== true).map((note) => toNoteRow(note, id)),
  );
}

/** Notes that belong together, with the line of the diff that they are about. */
export const DiscussionRow = z.object({
  discussion_id: z.string(),
  path: z.string().optional(),
  line: z.int().optional(),
  side: z.string().optional(),
  resolved: z.boolean(),
  notes: z.array(NoteRow.omit({ discussion_id: true })),
});

export function isResolvable({ notes }: UpstreamDiscussion): boolean {
  return notes?.some(({ resolvable }) => resolvable === true) === true;
}

export function isResolved({ notes }: UpstreamDiscussion): boolean {
  return notes?.every(({ resolvable, resolved }) => resolvable !== true || resolved === true) === true;
}

export function toDiscussionRow(row: UpstreamDiscussion): z.input<typeof DiscussionRow> {
  const position = row.notes?.[0]?.position;
  const line = position?.new_line ?? position?.old_line ?? undefined;
  return {
    discussion_id: row.id,
    path: position?.new_path ?? position?.old_path ?? undefined,
    line,
    side: line === undefined ? undefined : position?.new_line == null ? "old" : "new",
    resolved: isResolved(row),
    notes: (row.notes ?? []).filter(({ system }) => system !== true).map((note) => toNoteRow(note)),
  };
}

/**
 * Where each note of a discussion stands, for a reader of text, note by note as `notesOf` gives them: the first names the
 * line, the state and the discussion, the others that they answer it.
 */
export function placesOf(row: UpstreamDiscussion): (string | undefined)[] {
  const { discussion_id: id, path, line, side, resolved, notes } = toDiscussionRow(row);
  if (!isResolvable(row)) return notes.map(() => undefined);
  const at = line === undefined ? path : `${path}:${line}${side === "old" ? " (old)" : ""}`;
  const about = `${at === undefined ? "" : `on ${at}, `}${resolved ? "resolved" : "unresolved"}, discussion ${id}`;
  return notes.map((_, index) => (index === 0 ? about : `reply in discussion ${id}`));
}
