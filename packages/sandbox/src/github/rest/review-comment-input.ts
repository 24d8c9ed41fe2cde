import type { JsonObject } from "../http/body.ts";
import { optionalInteger, optionalString } from "../http/body.ts";
import { Refusal } from "../http/route.ts";
import type { Pull, Side } from "../state/pulls.ts";
import type { DiffLine } from "../state/pulls/diff-lines.ts";
import { lineAtPosition } from "../state/pulls/diff-lines.ts";
import { pullFiles } from "../state/pulls/pull-diff.ts";
import type { NewThread } from "../state/pulls/reviews.ts";
import { resolvePlace } from "../state/pulls/reviews.ts";
import type { Repository } from "../state/repository.ts";

/** A comment of a request, with the diff line it resolved to. */
interface PlacedComment {
  readonly thread: NewThread;
  readonly line: DiffLine | undefined;
}

function sideOf(text: string | undefined, fallback: Side): Side {
  if (text === undefined) return fallback;
  if (text !== "LEFT" && text !== "RIGHT") throw new Refusal(422, "Invalid request.\n\nside must be LEFT or RIGHT.");
  return text;
}

const unprocessable = (sentence: string): Refusal => new Refusal(422, "Unprocessable Entity", [sentence]);

/**
 * Reads where a review comment shall stand: `line` and `side`, or the old `position`, or the whole file.
 * @throws Refusal 422 in the words of the reviews endpoint, without saying which of several comments it was.
 */
export function readPlacedComment(repository: Repository, pull: Pull, input: JsonObject): PlacedComment {
  const path = optionalString(input, "path") ?? "";
  const body = optionalString(input, "body") ?? "";
  if (body.trim() === "") throw unprocessable("Body can't be blank");
  const file = pullFiles(repository, pull).find(
    (candidate) => candidate.path === path || candidate.previousPath === path,
  );
  if (!file) throw unprocessable("Path could not be resolved");
  if (optionalString(input, "subject_type") === "file")
    return { thread: { path, body, side: "RIGHT", line: null }, line: undefined };
  const position = optionalInteger(input, "position");
  if (position !== undefined) {
    const line = lineAtPosition(file.patch, position);
    if (!line) throw unprocessable("Position could not be resolved");
    return { thread: { path, body, side: line.side, line: line.line }, line };
  }
  const lineNumber = optionalInteger(input, "line");
  if (lineNumber === undefined) throw unprocessable("Line could not be resolved");
  const side = sideOf(optionalString(input, "side"), "RIGHT");
  const startLine = optionalInteger(input, "start_line");
  const startSide = sideOf(optionalString(input, "start_side"), side);
  if (startLine !== undefined && startSide === side && startLine >= lineNumber) {
    throw unprocessable("Pull request review thread start line must precede the end line.");
  }
  const thread: NewThread = {
    path,
    body,
    side,
    line: lineNumber,
    ...(startLine === undefined ? {} : { startLine, startSide }),
  };
  const found = resolvePlace(repository, pull, thread);
  if (!found)
    throw unprocessable(startLine === undefined ? "Line could not be resolved" : "Start line could not be resolved");
  return { thread, line: found.line };
}
