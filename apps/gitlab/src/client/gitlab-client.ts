import type { ReadContext, ToolContext, Wiring } from "@fairlead/core";
import {
  Branches,
  Commits,
  GroupMilestones,
  Groups,
  IssueDiscussions,
  IssueLinks,
  IssueNotes,
  Issues,
  Jobs,
  MergeRequestApprovals,
  MergeRequestDiscussions,
  MergeRequestDraftNotes,
  MergeRequestNotes,
  MergeRequests,
  PersonalAccessTokens,
  Pipelines,
  ProjectLabels,
  ProjectMilestones,
  Projects,
  Repositories,
  RepositoryFiles,
  Search,
  Users,
} from "@gitbeaker/rest";
import { editionOf } from "../edition.ts";
import type { GitlabSettings } from "../settings.ts";
import { below, createRequester, type Requester } from "./requester.ts";

/** The resource classes that tools use. */
const RESOURCES = {
  branches: Branches,
  commits: Commits,
  groupMilestones: GroupMilestones,
  groups: Groups,
  issueDiscussions: IssueDiscussions,
  issueLinks: IssueLinks,
  issueNotes: IssueNotes,
  issues: Issues,
  jobs: Jobs,
  approvals: MergeRequestApprovals,
  discussions: MergeRequestDiscussions,
  draftNotes: MergeRequestDraftNotes,
  mergeRequestNotes: MergeRequestNotes,
  mergeRequests: MergeRequests,
  tokens: PersonalAccessTokens,
  pipelines: Pipelines,
  labels: ProjectLabels,
  milestones: ProjectMilestones,
  projects: Projects,
  repositories: Repositories,
  files: RepositoryFiles,
  search: Search,
  users: Users,
};

type Resources = { readonly [Name in keyof typeof RESOURCES]: InstanceType<(typeof RESOURCES)[Name]> };

/** The vendor's SDK as tools know it: endpoints. Everything else is the core's fetch. */
export interface GitlabClient extends Resources {
  readonly webUrl: string;
  /** What gitbeaker has no method for. */
  readonly send: Requester;
  readonly fetch: typeof globalThis.fetch;
  readonly quickActions: GitlabSettings["quickActions"];
}

export type GitlabContext = ToolContext<GitlabClient>;
export type GitlabReadContext = ReadContext<GitlabClient>;

/** Builds the client of one call. A resource is made when it is first used: all of them take milliseconds. */
export function gitlabClient({ settings, fetch }: Pick<Wiring<GitlabSettings>, "settings" | "fetch">): GitlabClient {
  const { webUrl } = editionOf(settings.url);
  const send = createRequester({ webUrl, fetch });
  // Some resources have a part of their path in `url`.
  const requesterFn = ({ url }: { url: string }) => below(send, url.slice(`${webUrl}/api/v4/`.length));
  const options = { host: webUrl, token: "-", rateLimits: {}, queryTimeout: 0, requesterFn };
  const client = { webUrl, send, fetch, quickActions: settings.quickActions };
  for (const [name, Resource] of Object.entries(RESOURCES)) {
    let made: unknown;
    const get = () => (made ??= new Resource(options as never));
    Object.defineProperty(client, name, { get, enumerable: true });
  }
  return client as GitlabClient;
}
