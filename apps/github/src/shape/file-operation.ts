import { z } from "zod";
import { filePath, objectId, textEdits } from "./fields.ts";

/** One change of a commit. Which fields an `op` takes is checked by `checkOperations`, as a union would not be flat. */
export const FileOperation = z.strictObject({
  op: z.enum(["create", "update", "upsert", "edit", "delete", "move", "chmod"]),
  path: filePath,
  content: z.string().optional(),
  encoding: z.enum(["utf-8", "base64"]).optional(),
  edits: textEdits.optional(),
  from_path: filePath.optional(),
  mode: z.enum(["100644", "100755"]).optional(),
  expected_blob_sha: objectId.optional(),
});

export type FileOperation = z.output<typeof FileOperation>;
