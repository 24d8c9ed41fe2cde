import { projectOf, type UpstreamIssue } from "../shape/issue.ts";
import { notesOf, type UpstreamDiscussion } from "../shape/note.ts";
import { listFacet } from "./facets.ts";
import type { FacetPlace } from "@fairlead/domain/facets";
import type { GitlabClient } from "./gitlab-client.ts";

interface LinkedIssue extends UpstreamIssue {
  link_type?: string | null;
}

/** What `include` can ask for beside an issue. */
export function issueFacets(client: GitlabClient, project: string, iid: number, since: string | undefined) {
  const sinceMs = since === undefined ? Number.NEGATIVE_INFINITY : Date.parse(since);
  return {
    notes: (place: FacetPlace) =>
      listFacet(
        place,
        (page) => client.issueDiscussions.all(project, iid, page),
        (row: UpstreamDiscussion) =>
          notesOf([row]).filter(({ created_at: at }) => Date.parse(at ?? "") >= sinceMs || at === undefined),
      ),
    links: (place: FacetPlace) =>
      listFacet(
        place,
        (page) => client.issueLinks.all(project, iid, page as never),
        (row: LinkedIssue) => [{ ...linked(row, "#"), relation: row.link_type ?? undefined }],
      ),
    merge_requests: (place: FacetPlace) =>
      listFacet(
        place,
        (page) => client.issues.allRelatedMergeRequests(project, iid, page as never),
        (row: UpstreamIssue) => [linked(row, "!")],
      ),
  };
}

function linked(row: UpstreamIssue, sign: "#" | "!") {
  return { project: projectOf(row, sign), iid: row.iid, title: row.title, state: row.state, url: row.web_url };
}
