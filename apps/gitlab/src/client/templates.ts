import type { GitlabClient } from "./gitlab-client.ts";
import { one } from "./one.ts";
import { readTree } from "./tree.ts";
import { unlessStatus } from "./unless-status.ts";

const FOLDERS = { issue: ".gitlab/issue_templates", merge_request: ".gitlab/merge_request_templates" } as const;
type Kind = keyof typeof FOLDERS;

/** Bodies of each kind that a list takes with it: each is a request. */
const MOST_BODIES = 20;

export interface Template {
  kind: Kind;
  name: string;
  /** Absent where there are too many. */
  body?: string | undefined;
  /** Where to read a body that is absent. */
  path?: string | undefined;
}

/** Texts that new issues and merge requests start from, on the default branch. */
export async function readTemplates(client: GitlabClient, project: string): Promise<Template[]> {
  const found = await Promise.all(
    (Object.keys(FOLDERS) as Kind[]).map(async (kind) => {
      const files = await listFiles(client, project, kind);
      const bodies = files.slice(0, MOST_BODIES).map(async ({ name, path }) => ({
        kind,
        name,
        body: await readBody(client, project, path),
      }));
      return [...(await Promise.all(bodies)), ...files.slice(MOST_BODIES).map((file) => ({ kind, ...file }))];
    }),
  );
  return found.flat();
}

/** The text of the template that GitLab offers first: that called Default, else the first; undefined without any. */
export async function readDefaultTemplate(
  client: GitlabClient,
  project: string,
  kind: Kind,
): Promise<string | undefined> {
  // Mostly it is called just so.
  const usual = await unlessStatus(readBody(client, project, `${FOLDERS[kind]}/Default.md`), 404);
  if (usual !== undefined) return usual;
  const files = await listFiles(client, project, kind);
  const file = files.find(({ name }) => name.toLowerCase() === "default") ?? files[0];
  return file && readBody(client, project, file.path);
}

const ENDING = /\.md$/;

async function listFiles(client: GitlabClient, project: string, kind: Kind): Promise<{ name: string; path: string }[]> {
  const folder = FOLDERS[kind];
  const tree = await readTree(client, project, { ref: "HEAD", path: folder });
  return (tree?.rows ?? [])
    .filter(({ type, path }) => type === "blob" && ENDING.test(path))
    .map(({ path }) => ({ name: path.slice(folder.length + 1).replace(ENDING, ""), path }));
}

function readBody(client: GitlabClient, project: string, path: string): Promise<string> {
  return one<string>(client.files.showRaw(project, path, "HEAD"));
}
