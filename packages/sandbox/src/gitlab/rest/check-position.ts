import { Refusal } from "../http/route.ts";
import type { Position } from "../state/issue.ts";
import { diffRefs, filesOf } from "../state/merge-status.ts";
import type { MergeRequest } from "../state/merge-request.ts";
import type { Project } from "../state/project.ts";

const HEADER = /^@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@/;

/** The lines of a patch as GitLab numbers them: added ones have no old number, removed ones no new one. */
function linesOf(patch: string): { old: number | null; now: number | null }[] {
  let old = 0;
  let now = 0;
  return patch.split("\n").flatMap((line): { old: number | null; now: number | null }[] => {
    const header = HEADER.exec(line);
    if (header) {
      old = Number(header[1]);
      now = Number(header[2]);
      return [];
    }
    if (line.startsWith("+")) return [{ old: null, now: now++ }];
    if (line.startsWith("-")) return [{ old: old++, now: null }];
    return line.startsWith(" ") ? [{ old: old++, now: now++ }] : [];
  });
}

/** Refuses a position that is on no line of the diff, with the words that GitLab has for it. */
export function checkPosition(project: Project, merge: MergeRequest, position: Position): void {
  const refs = diffRefs(project, merge);
  const file = filesOf(project, merge).find(({ path }) => path === position.new_path);
  const old = position.old_line ?? null;
  const now = position.new_line ?? null;
  const isLine =
    file !== undefined &&
    (file.previousPath ?? file.path) === position.old_path &&
    position.head_sha === refs.head_sha &&
    position.base_sha === refs.base_sha &&
    linesOf(file.patch ?? "").some((line) => line.old === old && line.now === now);
  if (isLine) return;
  throw new Refusal(400, {
    message: '400 Bad request - Note {:line_code=>["can\'t be blank", "must be a valid line code"]}',
  });
}
