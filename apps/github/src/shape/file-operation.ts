import { z } from "zod";
import { edits, objectId, path } from "./fields.ts";

/** One change of a commit. Which fields an `op` takes is checked by `checkOperations`, as a union would not be flat. */
export const FileOperation = z.strictObject({
  op: z.enum(["create", "update", "upsert", "edit", "delete", "move", "chmod"]),
  path,
  content: z.string().optional(),
  encoding: z.enum(["utf-8", "base64"]).optional(),
  edits: edits.optional(),
  from_path: path.optional(),
  mode: z.enum(["100644", "100755"]).optional(),
  expected_blob_sha: objectId.optional(),
});

export type FileOperation = z.output<typeof FileOperation>;
