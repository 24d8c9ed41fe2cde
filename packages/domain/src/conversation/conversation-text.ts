import { CHARACTERS_PER_TOKEN, cutLines } from "../budget/index.ts";

/** A comment, with what its author is to the place where it stands. */
export interface ConversationComment {
  id: number;
  author?: string | undefined;
  /** The vendor's word, such as MEMBER; absent where it has none. */
  author_association?: string | undefined;
  created_at: string;
  /** What it is about or answers, in a few words: the line of a diff, say. */
  place?: string | undefined;
  body: string;
}

/** An issue or pull request as a document in Markdown: what it is, what its author wrote, what others said. */
export interface Conversation {
  title: string;
  /** Lines on its state, people and places. */
  facts: readonly string[];
  author: string | undefined;
  author_association?: string | undefined;
  body: string;
  /** What follows the body, whole. */
  sections?: readonly string[];
  comments: readonly ConversationComment[];
  comments_total: number;
}

/** The part of the budget that a body may take where there are comments. */
const BODY_SHARE = 0.6;

/**
 * Writes it down within a budget: a long body is cut at a line, comments are shown in order while they fit.
 *
 * @param readOn The tool that gives what is left out.
 */
export function conversationText(of: Conversation, { budget, readOn }: { budget: number; readOn: string }): string {
  const head = [`# ${of.title}`, ...of.facts].join("\n");
  const sections = of.sections ?? [];
  const room = budget * CHARACTERS_PER_TOKEN - [head, ...sections].join("\n\n").length;
  const body = cutText(of.body, of.comments_total > 0 ? room * BODY_SHARE : room, readOn);
  const written = `## ${whoOf(of)} wrote\n\n${of.body.trim() === "" ? "(nothing)" : body}`;
  const comments = fitComments(of.comments, room - written.length);
  const left = of.comments_total - comments.length;
  return [
    head,
    written,
    ...sections,
    ...(of.comments_total > 0 ? [`## ${of.comments_total} comments`] : []),
    ...comments,
    ...(left > 0 ? [`[${left} more comments: ${readOn}]`] : []),
  ].join("\n\n");
}

function fitComments(rows: readonly ConversationComment[], room: number): string[] {
  const texts = rows.map((row) => `### ${headingOf(row)}\n\n${quote(row.body)}`);
  let left = room;
  const end = texts.findIndex((text) => (left -= text.length + 2) < 0);
  return end === -1 ? texts : texts.slice(0, end);
}

/** One line: a path can hold whatever its author likes. */
function headingOf(row: ConversationComment): string {
  const heading = `${whoOf(row)}, ${row.created_at}, comment ${row.id}`;
  return row.place === undefined ? heading : `${heading}, ${row.place.replaceAll(/\s+/g, " ")}`;
}

type Writer = Pick<ConversationComment, "author" | "author_association">;

/** Some words are worth less from a stranger: what somebody is here stands with the name. */
function whoOf({ author, author_association }: Writer): string {
  const standing = author_association === undefined ? "" : ` (${author_association})`;
  return `${author ?? "A deleted account"}${standing}`;
}

function cutText(text: string, room: number, readOn: string): string {
  const lines = quote(text).split("\n");
  const cut = cutLines(lines, room);
  return cut.lines === lines.length && cut.cutAt === undefined ? cut.text : `${cut.text}\n[cut: ${readOn}]`;
}

/** Quoted, so that nobody can write what looks like another's comment, or like the document's own lines. */
export function quote(text: string): string {
  return text.trim().replaceAll(/^/gm, "> ").replaceAll("\r", "");
}
