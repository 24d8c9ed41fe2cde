import { defineTool, filePath, gitRef, isoTime, listOf, page, present, shortText } from "@fairlead/core";
import { z } from "zod";
import { readCommitId } from "../../client/files.ts";
import type { GitlabContext } from "../../client/gitlab-client.ts";
import { list } from "../../client/one.ts";
import { paging } from "../../client/place.ts";
import { unlessStatus } from "../../client/unless-status.ts";
import { CommitRow, toCommitRow, type UpstreamCommit } from "../../shape/commit.ts";
import { project } from "../../shape/fields.ts";

export const listCommits = defineTool({
  name: "list_commits",
  title: "List commits",
  description: "History of a branch, tag, path or author, newest first.",
  access: "read",
  scopes: ["read_api"],
  input: z.object({
    project,
    ref: gitRef.optional(),
    path: filePath.optional().describe("Only changes to it"),
    author: shortText(100).optional().describe("Name or e-mail"),
    since: isoTime.optional(),
    until: isoTime.optional(),
    first_parent: z.boolean().optional().describe("Not into merges"),
    ...page,
  }),
  output: listOf(CommitRow),
  async run({ project: name, ref, path, author, since, until, first_parent, ...place }, { client }: GitlabContext) {
    const filter = present({ refName: ref, path, author, since, until, firstParent: first_parent });
    const asked = list<UpstreamCommit>(client.commits.all(name, { ...filter, ...paging(place) } as never));
    const found = await unlessStatus(asked, 404);
    if (found === undefined) {
      // Says what is not there: the project, its first commit or the ref.
      await readCommitId(client, name, ref);
      return { items: [] };
    }
    return { items: found.rows.map(toCommitRow), next_cursor: found.next };
  },
});
