import type { ScopeFacts } from "@fairlead/core";

/** The OAuth scopes that tools may need, each with what a person reads on the consent page. */
export const scopes: Readonly<Record<string, ScopeFacts>> = {
  api: {
    sentence: "Read and change everything you can reach in GitLab: projects, issues, merge requests, pipelines",
    implies: ["read_api", "read_user", "read_repository", "write_repository"],
  },
  read_api: {
    sentence: "Read everything you can reach in GitLab and change nothing",
    implies: ["read_user", "read_repository"],
  },
  read_user: { sentence: "See your profile" },
  read_repository: { sentence: "Read your repositories with git" },
  write_repository: { sentence: "Push to your repositories with git" },
};

/** What a first sign-in asks for. GitLab has no finer right to write than `api`: it is asked for when it is needed. */
export const baseline = ["read_api", "read_user"] as const;
