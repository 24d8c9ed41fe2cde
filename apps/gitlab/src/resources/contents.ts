import { defineResource, pathSegments } from "@fairlead/core";
import { z } from "zod";
import { readFileResource } from "../client/file-resource.ts";
import type { GitlabReadContext } from "../client/gitlab-client.ts";
import { projectVariable, refVariable } from "../shape/variables.ts";

export const contents = defineResource({
  name: "contents",
  toolset: "repository",
  title: "File",
  description: "A file or directory at a branch, tag or commit; a slash in the ref is written %2F",
  uri: "gitlab://projects/{project}/contents/{ref}{/path*}",
  mimeType: "text/plain",
  params: z.object({ ...projectVariable, ref: refVariable, path: pathSegments }),
  scopes: ["read_api"],
  ttlMs: 30_000,
  read({ project, ref, path }, { client, budget }: GitlabReadContext) {
    return readFileResource(client, project, { ref, path }, budget);
  },
});
