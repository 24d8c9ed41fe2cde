import { mkdir, open, readFile } from "node:fs/promises";
import { dirname } from "node:path";

/** Puts notes down in one file, one after the other. */
export interface CheckpointFile {
  append(note: string): Promise<void>;
  all(): Promise<readonly string[]>;
}

/** Notes end with their signature's line; a line of its own stands between them. */
const BETWEEN = "\n---\n";

/** @param path made when it is missing, for this user alone */
export function checkpointFile(path: string): CheckpointFile {
  return {
    async append(note) {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      const file = await open(path, "a", 0o600);
      try {
        await file.appendFile(`${note.trimEnd()}${BETWEEN}`);
        await file.datasync();
      } finally {
        await file.close();
      }
    },
    async all() {
      const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
        if (error.code === "ENOENT") return "";
        throw error;
      });
      return text.split(BETWEEN).flatMap((note) => (note.trim() === "" ? [] : [`${note.trimStart()}\n`]));
    },
  };
}
