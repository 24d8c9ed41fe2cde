import { defineResource, pathSegments } from "@fairlead/core";
import { z } from "zod";
import { readFileResource } from "../client/contents/file-resource.ts";
import type { GithubReadContext } from "../client/github-client.ts";
import { branchName, commitId, repositoryVariables } from "../shape/variables.ts";

const MIME_TYPE = "text/plain";

export const file = defineResource({
  name: "file",
  toolset: "repos",
  title: "File",
  description: "A file or directory on the default branch",
  uri: "repo://{owner}/{repo}/contents{/path*}",
  mimeType: MIME_TYPE,
  params: z.object({ ...repositoryVariables, path: pathSegments }),
  scopes: ["repo"],
  ttlMs: 30_000,
  read({ owner, repo, path }, { client, budget }: GithubReadContext) {
    return readFileResource(client, { owner, repo }, { ref: "HEAD", path }, budget);
  },
});

export const branchFile = defineResource({
  name: "branch_file",
  toolset: "repos",
  title: "File on a branch",
  description: "A file or directory on a branch; a slash in the branch is written %2F",
  uri: "repo://{owner}/{repo}/refs/heads/{branch}/contents{/path*}",
  mimeType: MIME_TYPE,
  params: z.object({ ...repositoryVariables, branch: branchName, path: pathSegments }),
  scopes: ["repo"],
  ttlMs: 30_000,
  subscribe: true,
  // The file itself is read by GraphQL, which has no 304.
  async version({ owner, repo, branch }, { client }: GithubReadContext) {
    const { data } = await client.rest.git.getRef({ owner, repo, ref: `heads/${branch}` });
    return data.object.sha;
  },
  read({ owner, repo, branch, path }, { client, budget }: GithubReadContext) {
    return readFileResource(client, { owner, repo }, { ref: `refs/heads/${branch}`, path }, budget);
  },
});

export const commitFile = defineResource({
  name: "commit_file",
  toolset: "repos",
  title: "File of a commit",
  description: "A file or directory as a commit left it",
  uri: "repo://{owner}/{repo}/sha/{sha}/contents{/path*}",
  mimeType: MIME_TYPE,
  params: z.object({ ...repositoryVariables, sha: commitId, path: pathSegments }),
  scopes: ["repo"],
  // A commit never changes.
  ttlMs: 300_000,
  read({ owner, repo, sha, path }, { client, budget }: GithubReadContext) {
    return readFileResource(client, { owner, repo }, { ref: sha, path }, budget);
  },
});
