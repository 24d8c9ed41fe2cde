import { present } from "@fairlead/core";
import { toTimelineRow, type TimelineEvent } from "../../shape/timeline-event.ts";
import { readComments } from "./comments.ts";
import { connectionFacet, listFacet, type Connection, type FacetPlace } from "../request/facets.ts";
import { graphql } from "../request/graphql.ts";
import type { GithubClient } from "../github-client.ts";
import type { RepositoryName } from "../repos/repositories.ts";

/** What `include` can ask for beside an issue. */
export function issueFacets(client: GithubClient, name: RepositoryName, number: number, since: string | undefined) {
  const issue = { ...name, issue_number: number };
  return {
    comments: (place: FacetPlace) => readComments(client, name, number, { ...place, since }),
    timeline: (place: FacetPlace) =>
      listFacet(
        place,
        async (page) => {
          const { data, headers } = await client.rest.issues.listEventsForTimeline({ ...issue, ...page });
          // One type for its forty kinds of rows: `toTimelineRow` looks at fields, not at kinds.
          return { data: data as unknown as TimelineEvent[], headers };
        },
        toTimelineRow,
      ),
    linked_pull_requests: (place: FacetPlace) => readLinkedPulls(client, name, number, place),
    sub_issues: (place: FacetPlace) =>
      listFacet(
        place,
        (page) => client.rest.issues.listSubIssues({ ...issue, ...page }),
        (row) => ({
          repo: row.repository_url.split("/").slice(-2).join("/"),
          number: row.number,
          title: row.title,
          state: row.state,
          url: row.html_url,
        }),
      ),
  };
}

export const LINKED_PULLS_QUERY = `query LinkedPulls($owner: String!, $repo: String!, $number: Int!, $first: Int!, $after: String) {
  repository(owner: $owner, name: $repo) {
    issue(number: $number) {
      closedByPullRequestsReferences(first: $first, after: $after, includeClosedPrs: true) {
        edges { cursor node { number title state isDraft url repository { nameWithOwner } } }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
}`;

interface LinkedPull {
  number: number;
  title: string;
  state: string;
  isDraft: boolean;
  url: string;
  repository: { nameWithOwner: string };
}

interface LinkedAnswer {
  repository: { issue: { closedByPullRequestsReferences: Connection<LinkedPull> | null } };
}

/** Pull requests that close the issue once they are merged, or did. */
async function readLinkedPulls(
  client: GithubClient,
  { owner, repo }: RepositoryName,
  number: number,
  { limit, cursor }: FacetPlace,
) {
  const variables = { owner, repo, number, first: limit, ...present({ after: cursor }) };
  const { repository } = await graphql<LinkedAnswer>(client, LINKED_PULLS_QUERY, variables, "repository.issue");
  const none = { edges: [], pageInfo: { hasNextPage: false, endCursor: null } };
  return connectionFacet(
    repository.issue.closedByPullRequestsReferences ?? none,
    (row) => ({
      repo: row.repository.nameWithOwner,
      number: row.number,
      title: row.title,
      state: row.state.toLowerCase(),
      draft: row.isDraft,
      url: row.url,
    }),
    { limit },
  );
}
