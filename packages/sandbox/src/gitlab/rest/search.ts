import { commitOf, filesOf, isBinary, readBlob, resolveCommit } from "../../git/index.ts";
import { groupOf, projectOf } from "../http/lookup.ts";
import { paginate } from "../http/page.ts";
import { badRequest, notFound, Refusal, route, type Call, type Route } from "../http/route.ts";
import type { Project } from "../state/project.ts";
import { seen } from "./issues.ts";

interface Hit {
  project: Project;
  path: string;
  ref: string;
  startline: number;
  data: string;
}

/** Words, and the filters that GitLab takes among them. */
function parse(search: string) {
  const filters = [...search.matchAll(/(path|extension|filename):(\S+)/g)].map(([, name, value]) => [name, value]);
  const { path = "", extension = "", filename = "" } = Object.fromEntries(filters) as Record<string, string>;
  return {
    words: search
      .replaceAll(/(?:path|extension|filename):\S+/g, "")
      .trim()
      .toLowerCase(),
    path,
    extension,
    filename,
  };
}

const AROUND = 2;

function hitsIn(project: Project, ref: string, search: string): Hit[] {
  const tip = resolveCommit(project.git, ref, project.defaultBranch);
  if (tip === undefined) throw notFound("Ref");
  const { words, path, extension, filename } = parse(search);
  return [...filesOf(project.git, commitOf(project.git, tip).tree).values()].flatMap((entry) => {
    if (!entry.path.includes(path) || !entry.path.includes(filename)) return [];
    if (extension !== "" && !entry.path.endsWith(`.${extension}`)) return [];
    const data = readBlob(project.git, entry.oid)?.data;
    if (!data || isBinary(data)) return [];
    const lines = data.toString().split("\n");
    const found = lines.findIndex((line) => line.toLowerCase().includes(words));
    if (found === -1) return [];
    const from = Math.max(0, found - AROUND);
    const text = lines.slice(from, found + AROUND + 1).join("\n");
    return [{ project, path: entry.path, ref, startline: from + 1, data: text }];
  });
}

function answer(call: Call, hits: readonly Hit[]) {
  return paginate(call, hits, ({ project, path, ref, startline, data }) => ({
    basename: path.replace(/\.[^.]*$/, ""),
    data,
    path,
    filename: path,
    id: null,
    ref,
    startline,
    project_id: project.id,
  }));
}

function wanted(call: Call): string {
  if (call.query.get("scope") !== "blobs") throw badRequest("scope does not have a valid value");
  return call.query.get("search") ?? "";
}

export const searchRoutes: readonly Route[] = [
  route("GET", "/projects/{id}/search", (call) => {
    const project = projectOf(call);
    return answer(call, hitsIn(project, call.query.get("ref") ?? project.defaultBranch, wanted(call)));
  }),
  route("GET", "/groups/{id}/search", (call) => {
    const top = groupOf(call);
    if (!call.world.enterprise) {
      throw new Refusal(400, { message: { error: "Scope not supported without Elasticsearch!" } });
    }
    const among = seen(call).filter(({ namespacePath }) => `${namespacePath}/`.startsWith(`${top.fullPath}/`));
    return answer(
      call,
      among.flatMap((project) => hitsIn(project, project.defaultBranch, wanted(call))),
    );
  }),
];
