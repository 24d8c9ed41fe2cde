import { ToolError } from "@fairlead/core";
import { parseReference } from "../../shape/reference.ts";

/** The file or canvas that an id or link means. @throws ToolError invalid_input */
export function resolveFile(written: string): string {
  const reference = parseReference(written);
  if (reference.form === "file") return reference.id;
  throw new ToolError("invalid_input", `"${written}" is no file: pass its id (F…) or link. Find it with search_files.`);
}
