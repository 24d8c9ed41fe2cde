import type { WebhookEffects } from "@fairlead/core";
import { webHost } from "../edition.ts";
import type { GithubSettings } from "../settings.ts";
import { eventPayload, type EventPayload } from "./payload.ts";

interface Name {
  owner: string;
  repo: string;
}

/** What follows from one event of a repository. */
type Reaction = (payload: EventPayload, name: Name) => WebhookEffects;

const NOTHING: WebhookEffects = {};
const HEADS = "refs/heads/";
/** After these somebody may see less of a repository than before, or find it under another name. */
const MOVED = new Set(["renamed", "transferred", "privatized", "deleted"]);
/** After these our app, and everybody through it, sees less. */
const TAKEN_AWAY = new Set(["deleted", "suspend", "removed", "renamed"]);

const homeOf = ({ owner, repo }: Name) => `github://repos/${owner}/${repo}`;
const filesOf = ({ owner, repo }: Name) => `repo://${owner}/${repo}`;

const issue: Reaction = ({ issue: about }, name) => {
  if (about === undefined) return NOTHING;
  // Comments on pull requests are comments on issues to GitHub.
  const kind = about.pull_request === undefined ? "issues" : "pulls";
  return { uris: [`${homeOf(name)}/${kind}/${about.number}`] };
};

const pullRequest: Reaction = ({ action, pull_request: about, changes }, name) => {
  if (about === undefined) return NOTHING;
  const uri = `${homeOf(name)}/pulls/${about.number}`;
  const otherDiff = action === "synchronize" || (action === "edited" && changes?.base !== undefined);
  return { uris: otherDiff ? [uri, `${uri}/diff`] : [uri] };
};

/** Lists of files in a push leave out what merges bring: everything on the branch may have changed. */
const branchOf = (branch: string, name: Name): WebhookEffects => ({
  below: [`${filesOf(name)}/${HEADS}${encodeURIComponent(branch)}/contents`],
  proposals: { ...name },
});

const push: Reaction = ({ ref = "" }, name) =>
  ref.startsWith(HEADS) ? branchOf(ref.slice(HEADS.length), name) : { proposals: { ...name } };

const refMade: Reaction = ({ ref, ref_type: kind }, name) =>
  kind === "branch" && ref !== undefined ? branchOf(ref, name) : { proposals: { ...name } };

const repository: Reaction = ({ action = "", changes }, name) => {
  if (!MOVED.has(action)) return NOTHING;
  const from = changes?.owner?.from;
  const before = {
    owner: from?.user?.login ?? from?.organization?.login ?? name.owner,
    repo: changes?.repository?.name.from ?? name.repo,
  };
  return {
    below: [name, before].flatMap((each) => [`${homeOf(each)}/`, `${filesOf(each)}/`]),
    proposals: { owner: before.owner },
    access: true,
  };
};

const reactions: Readonly<Record<string, Reaction>> = {
  issues: issue,
  issue_comment: issue,
  pull_request: pullRequest,
  pull_request_review: pullRequest,
  pull_request_review_comment: pullRequest,
  pull_request_review_thread: pullRequest,
  push,
  create: refMade,
  delete: refMade,
  repository,
};

/** What an event of GitHub means for those who listen. Events that we do not know mean nothing. */
export function effectsOf(event: string, raw: unknown, { host }: Pick<GithubSettings, "host">): WebhookEffects {
  const { success, data: payload } = eventPayload.safeParse(raw);
  if (!success) return NOTHING;
  const { action = "", repository: about, sender } = payload;
  if (event.startsWith("installation")) return TAKEN_AWAY.has(action) ? { access: true } : NOTHING;
  if (event === "github_app_authorization") {
    if (action !== "revoked" || sender === undefined) return NOTHING;
    return { endedAccounts: [`github:${webHost(host)}:${sender.id}`] };
  }
  const reaction = Object.hasOwn(reactions, event) ? reactions[event] : undefined;
  if (reaction === undefined || about === undefined) return NOTHING;
  return reaction(payload, { owner: about.owner.login, repo: about.name });
}
