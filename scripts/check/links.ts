import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { posix } from "node:path";
import type { Problem } from "./problem.ts";

const skipped = new Set(["node_modules", "dist", "coverage"]);
const fence = /^ {0,3}(```+|~~~+)[\s\S]*?^ {0,3}\1[^\n]*$/gm;
const link = /\[[^\]]*\]\(<?([^)>\s]+)>?(?: "[^"]*")?\)/g;
const elsewhere = /^(?:[a-z][a-z0-9+.-]*:|\/\/)/i;

/** Holds every relative link of the workspace's Markdown to a file that is there and a heading that it has; `root` is the repository's folder. */
export function checkLinks(root: string): Problem[] {
  const anchors = new Map<string, ReadonlySet<string>>();
  const anchorsOf = (file: string) => {
    let known = anchors.get(file);
    if (known === undefined) anchors.set(file, (known = headingAnchors(readFileSync(`${root}/${file}`, "utf8"))));
    return known;
  };
  return markdownFiles(root).flatMap((file) =>
    linksOf(readFileSync(`${root}/${file}`, "utf8")).flatMap(({ to, line }) => {
      const message = wrongWith(root, { file, to, anchorsOf });
      return message === undefined ? [] : [{ file, line, message }];
    }),
  );
}

function wrongWith(
  root: string,
  { file, to, anchorsOf }: { file: string; to: string; anchorsOf(file: string): ReadonlySet<string> },
): string | undefined {
  const [path = "", anchor] = to.split("#");
  const target = path === "" ? file : posix.join(posix.dirname(file), decodeURIComponent(path));
  if (target.startsWith("..") || !existsSync(`${root}/${target}`))
    return `"${to}" leads nowhere: there is no ${target}.`;
  if (anchor === undefined || !target.endsWith(".md") || !statSync(`${root}/${target}`).isFile()) return undefined;
  return anchorsOf(target).has(anchor) ? undefined : `"${to}" leads nowhere: ${target} has no heading "${anchor}".`;
}

function linksOf(text: string): { to: string; line: number }[] {
  const prose = withoutCode(text);
  return [...prose.matchAll(link)].flatMap(({ 0: whole, 1: to = "", index }) => {
    const line = prose.slice(0, index + whole.length).split("\n").length;
    return elsewhere.test(to) ? [] : [{ to, line }];
  });
}

/** Anchors as GitHub makes them of headings. */
function headingAnchors(text: string): ReadonlySet<string> {
  const found = new Set<string>();
  const times = new Map<string, number>();
  for (const [, heading = ""] of text.replace(fence, "").matchAll(/^ {0,3}#{1,6} +(.+?)(?: +#+)?$/gm)) {
    const slug = heading
      .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, "")
      .replace(/\s/g, "-");
    const before = times.get(slug) ?? 0;
    times.set(slug, before + 1);
    found.add(before === 0 ? slug : `${slug}-${before}`);
  }
  return found;
}

/** Lines stay where they are, so that problems name them. */
function withoutCode(text: string): string {
  return text.replace(fence, (block) => block.replace(/[^\n]/g, "")).replace(/`[^`\n]*`/g, "");
}

function markdownFiles(root: string): string[] {
  const found: string[] = [];
  const walk = (folder: string): void => {
    for (const entry of readdirSync(`${root}/${folder}`, { withFileTypes: true })) {
      const path = posix.join(folder, entry.name);
      if (entry.isDirectory() && !skipped.has(entry.name) && !entry.name.startsWith(".")) walk(path);
      else if (entry.isFile() && entry.name.endsWith(".md")) found.push(path);
    }
  };
  walk(".");
  return found.toSorted();
}
