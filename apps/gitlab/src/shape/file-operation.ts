import { filePath, objectId, textEdits } from "@fairlead/core";
import { z } from "zod";

/** One change of a commit. Which fields an `op` takes is checked by `checkOperations`, as a union would not be flat. */
export const FileOperation = z.strictObject({
  op: z.enum(["create", "update", "upsert", "edit", "delete", "move", "chmod"]),
  path: filePath,
  content: z.string().optional(),
  encoding: z.enum(["text", "base64"]).optional(),
  edits: textEdits.optional(),
  from_path: filePath.optional(),
  executable: z.boolean().optional(),
  last_commit_id: objectId.optional(),
});

export type FileOperation = z.output<typeof FileOperation>;
