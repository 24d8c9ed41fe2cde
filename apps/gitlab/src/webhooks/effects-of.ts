import type { WebhookEffects } from "@fairlead/core";
import { editionOf } from "../edition.ts";
import type { GitlabSettings } from "../settings.ts";
import { eventPayload, type EventPayload } from "./payload.ts";

/** What an event changes of a project: resources, by their paths below the project's own. */
interface Changed {
  paths?: readonly string[];
  /** The same of another project, by all its names. */
  elsewhere?: { names: readonly string[]; paths: readonly string[] };
  /** Branch or tag whose files may be others. */
  ref?: string;
}

type Base = Pick<GitlabSettings, "url">;

const NOTHING: WebhookEffects = {};

const issue = ({ object_attributes: about }: EventPayload): Changed =>
  about?.iid === undefined ? {} : { paths: [`issues/${about.iid}`] };

const note = ({ object_attributes: about, issue: onIssue, merge_request: onMerge }: EventPayload): Changed => {
  if (about?.noteable_type === "Issue" && onIssue) return { paths: [`issues/${onIssue.iid}`] };
  if (about?.noteable_type === "MergeRequest" && onMerge) return { paths: [`merge_requests/${onMerge.iid}`] };
  return {};
};

const mergeRequest = ({ object_attributes: about, changes }: EventPayload): Changed => {
  if (about?.iid === undefined) return {};
  const path = `merge_requests/${about.iid}`;
  const otherDiff = about.oldrev !== undefined || changes?.target_branch !== undefined;
  return { paths: otherDiff ? [path, `${path}/diff`] : [path] };
};

/** Lists of files in a push end at twenty commits: everything on the ref may have changed. */
const push = ({ ref = "" }: EventPayload): Changed => {
  const name = /^refs\/(?:heads|tags)\/(.+)$/.exec(ref)?.[1];
  return name === undefined ? {} : { ref: name };
};

/** A merge request tells how its pipeline stands. That of a fork runs in the fork, for a merge request of another project. */
const pipeline = (payload: EventPayload, { url: base }: Base): Changed => {
  const { object_attributes: about, merge_request: of, project } = payload;
  const own = about?.id === undefined ? [] : [`pipelines/${about.id}`];
  if (of === undefined) return { paths: own };
  const shown = [`merge_requests/${of.iid}`];
  const target = of.target_project_id;
  if (target === undefined || target === project?.id) return { paths: [...own, ...shown] };
  const path = pathIn(of.url, base);
  return { paths: own, elsewhere: { names: [...(path === undefined ? [] : [path]), String(target)], paths: shown } };
};

/** The path of the project whose merge request this is a link to. */
function pathIn(url: string | undefined, base: string): string | undefined {
  const home = `${editionOf(base).webUrl}/`;
  return url?.startsWith(home) === true ? /^(.+?)\/-\/merge_requests\//.exec(url.slice(home.length))?.[1] : undefined;
}

const job = ({ pipeline_id: id }: EventPayload): Changed => (id === undefined ? {} : { paths: [`pipelines/${id}`] });

const REACTIONS: Readonly<Record<string, (payload: EventPayload, base: Base) => Changed>> = {
  "Issue Hook": issue,
  "Confidential Issue Hook": issue,
  "Note Hook": note,
  "Confidential Note Hook": note,
  "Merge Request Hook": mergeRequest,
  "Push Hook": push,
  "Tag Push Hook": push,
  "Pipeline Hook": pipeline,
  "Job Hook": job,
};

/** After these somebody may see less than before: of a group its members, and its projects or subgroups. */
const ACCESS = new Set(["Member Hook", "Project Hook", "Subgroup Hook"]);

/** What an event of GitLab means for those who listen. Events that we do not know mean nothing. */
export function effectsOf(event: string, raw: unknown, base: Base): WebhookEffects {
  const { success, data: payload } = eventPayload.safeParse(raw);
  if (!success) return NOTHING;
  if (ACCESS.has(event)) return { access: true };
  const reaction = Object.hasOwn(REACTIONS, event) ? REACTIONS[event] : undefined;
  if (reaction === undefined) return NOTHING;
  const names = namesOf(payload);
  const { paths = [], elsewhere, ref } = reaction(payload, base);
  const homes = homesOf(names);
  if (ref !== undefined) {
    const refs = ref === payload.project?.default_branch ? [ref, "HEAD"] : [ref];
    const roots = homes.flatMap((home) => refs.map((each) => `${home}/contents/${encodeURIComponent(each)}`));
    return { uris: roots, below: roots.map((root) => `${root}/`), proposals: names.map((project) => ({ project })) };
  }
  const uris = [...urisOf(homes, paths), ...(elsewhere ? urisOf(homesOf(elsewhere.names), elsewhere.paths) : [])];
  return uris.length === 0 ? NOTHING : { uris };
}

function homesOf(names: readonly string[]): string[] {
  return names.map((name) => `gitlab://projects/${encodeURIComponent(name)}`);
}

function urisOf(homes: readonly string[], paths: readonly string[]): string[] {
  return homes.flatMap((home) => paths.map((path) => `${home}/${path}`));
}

/** A project's path and its id: listeners may name it either way. */
function namesOf({ project, project_id: id }: EventPayload): string[] {
  if (project) return [project.path_with_namespace, String(project.id)];
  return id === undefined ? [] : [String(id)];
}
