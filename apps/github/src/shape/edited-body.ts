import { ToolError } from "@fairlead/core";
import { applyEdits, unifiedPreview, type TextEdit } from "@fairlead/domain/text-edit";

/**
 * The text that a body is to have: the new one, or the present one with edits.
 *
 * @returns undefined where neither is given.
 * @throws ToolError `invalid_input` for both at once, and for edits that do not fit.
 */
export function editedBody(
  present: string | null | undefined,
  { body, edits }: { body?: string | undefined; edits?: readonly TextEdit[] | undefined },
): string | undefined {
  if (edits === undefined) return body;
  if (body !== undefined) throw new ToolError("invalid_input", "Pass a body or edits of it, not both.");
  const result = applyEdits(present ?? "", edits);
  if (result.ok) return result.text;
  const { message, reason, edit, found, lines, nearest } = result.error;
  throw new ToolError("invalid_input", `${message} Nothing was sent.`, {
    details: { reason, edit, found, lines, nearest },
  });
}

/** What a change of the body looks like; undefined without one. */
export function bodyDiff(before: string | null | undefined, after: string | undefined): string | undefined {
  return after === undefined ? undefined : unifiedPreview("body", before ?? "", after).text;
}
