import { ToolError } from "@fairlead/core";
import { applyEdits, unifiedPreview, type TextEdit } from "@fairlead/domain/text-edit";

/**
 * The description that something is to have: the new one, or the present one with edits.
 *
 * @returns undefined where neither is given.
 * @throws ToolError `invalid_input` for both at once, and for edits that do not fit.
 */
export function editedText(
  now: string | null | undefined,
  { description, edits }: { description?: string | undefined; edits?: readonly TextEdit[] | undefined },
): string | undefined {
  if (edits === undefined) return description;
  if (description !== undefined) {
    throw new ToolError("invalid_input", "Pass a description or edits of it, not both.");
  }
  const result = applyEdits(now ?? "", edits);
  if (result.ok) return result.text;
  const { message, reason, edit, found, lines, nearest } = result.error;
  throw new ToolError("invalid_input", `${message} Nothing was sent.`, {
    details: { reason, edit, found, lines, nearest },
  });
}

/** What a change of the description looks like; undefined without one. */
export function textDiff(before: string | null | undefined, after: string | undefined): string | undefined {
  return after === undefined ? undefined : unifiedPreview("description", before ?? "", after).text;
}
