import { countChanges, diffTexts, formatUnified } from "../diff/index.ts";

export interface UnifiedPreview {
  /** A unified diff with file headers; empty when nothing changes. */
  readonly text: string;
  readonly additions: number;
  readonly deletions: number;
}

/** Shows what writing a file would change; `null` stands for a file that does not exist on that side. */
export function unifiedPreview(path: string, oldText: string | null, newText: string | null): UnifiedPreview {
  const hunks = diffTexts(oldText ?? "", newText ?? "");
  const paths = { oldPath: oldText === null ? null : path, newPath: newText === null ? null : path };
  return { text: formatUnified(hunks, paths), ...countChanges(hunks) };
}
