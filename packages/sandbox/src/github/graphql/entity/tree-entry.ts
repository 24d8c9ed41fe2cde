import type { PathEntry } from "../../state/git.ts";
import { isBinary, readBlob } from "../../state/git.ts";
import type { Repository } from "../../state/repository.ts";
import type { Lens } from "../lens.ts";

const GENERATED = /(?:^|\/)(?:package-lock\.json|pnpm-lock\.yaml|yarn\.lock|go\.sum|.*\.min\.js|.*\.snap)$/;

/** `TreeEntry` at its path. */
export function treeEntry(lens: Lens, repository: Repository, entry: PathEntry): Record<string, unknown> {
  const name = entry.path.slice(entry.path.lastIndexOf("/") + 1);
  const data = readBlob(repository.git, entry.oid)?.data;
  const dot = name.lastIndexOf(".");
  return {
    name,
    path: entry.path,
    // GitHub gives the file mode as a decimal number: 33188 is 0o100644.
    mode: Number.parseInt(entry.mode, 8),
    type: entry.mode === "040000" ? "tree" : entry.mode === "160000" ? "commit" : "blob",
    oid: entry.oid,
    size: data?.length ?? 0,
    extension: entry.mode === "040000" ? null : dot > 0 ? name.slice(dot) : "",
    isGenerated: GENERATED.test(entry.path),
    lineCount: data && !isBinary(data) ? data.toString().split("\n").length - 1 : null,
    object: () => {
      const object = repository.git.objects.get(entry.oid);
      return object ? lens.gitObject(repository, object) : null;
    },
    repository: () => lens.repository(repository),
  };
}
