import { readdirSync } from "node:fs";

const roots = ["apps", "packages", "bench", "scripts"];
const skipped = new Set(["node_modules", "dist", "coverage"]);

/** Every TypeScript file of the workspace, as paths from its root with forward slashes, in order. */
export function sourceFiles(root: string): string[] {
  const found: string[] = [];
  const walk = (folder: string): void => {
    for (const entry of readdirSync(`${root}/${folder}`, { withFileTypes: true })) {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory() && !skipped.has(entry.name) && !entry.name.startsWith(".")) walk(path);
      else if (entry.isFile() && entry.name.endsWith(".ts")) found.push(path);
    }
  };
  const present = new Set(readdirSync(root));
  for (const folder of roots) if (present.has(folder)) walk(folder);
  return found.toSorted();
}
