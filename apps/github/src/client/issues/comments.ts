import { present } from "@fairlead/core";
import { toCommentRow, type CommentRow } from "../../shape/comment.ts";
import type { z } from "zod";
import { isSameText } from "@fairlead/domain/text-edit";
import { listFacet, type FacetPage, type FacetPlace } from "../request/facets.ts";
import type { GithubClient } from "../github-client.ts";
import { isRecent, RECENT_MS } from "../request/recent.ts";
import { utcTime } from "../request/utc-time.ts";
import type { RepositoryName } from "../repos/repositories.ts";

/** Comments of an issue's or pull request's conversation, oldest first. */
export function readComments(
  client: GithubClient,
  name: RepositoryName,
  number: number,
  place: FacetPlace & { since?: string | undefined },
): Promise<FacetPage<z.input<typeof CommentRow>>> {
  const asked = {
    ...name,
    issue_number: number,
    ...present({ since: utcTime(place.since) }),
  };
  return listFacet(place, (page) => client.rest.issues.listComments({ ...asked, ...page }), toCommentRow);
}

/** The comment that this account made with these words a moment ago, if there is one. */
export async function findRecentComment(
  client: GithubClient,
  name: RepositoryName,
  number: number,
  wanted: { author: string; body: string },
) {
  const since = new Date(Date.now() - RECENT_MS).toISOString();
  const { data, headers } = await client.rest.issues.listComments({
    ...name,
    issue_number: number,
    since,
    per_page: 100,
  });
  return data.findLast(
    ({ user, body, created_at: at }) =>
      user?.login === wanted.author && isSameText(body, wanted.body) && isRecent(at, headers.date),
  );
}
