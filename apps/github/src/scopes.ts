import type { ScopeFacts } from "@fairlead/core";

/** The OAuth scopes that tools may need, each with what a person reads on the consent page. */
export const scopes: Readonly<Record<string, ScopeFacts>> = {
  repo: {
    sentence: "Read and change your repositories, issues and pull requests, private ones too",
    implies: ["public_repo", "security_events", "repo:status", "repo_deployment", "repo:invite"],
  },
  public_repo: { sentence: "Read and change your public repositories only" },
  "read:org": { sentence: "See your organizations and teams" },
  "write:org": { sentence: "Change your membership of organizations and teams", implies: ["read:org"] },
  "admin:org": { sentence: "Administer your organizations and teams", implies: ["write:org", "read:org"] },
  "read:user": { sentence: "See your profile" },
  user: { sentence: "See and change your profile", implies: ["read:user", "user:email"] },
  "user:email": { sentence: "See your e-mail addresses" },
  workflow: { sentence: "Change GitHub Actions workflow files" },
  delete_repo: { sentence: "Delete repositories" },
  project: { sentence: "See and change your project boards", implies: ["read:project"] },
  "read:project": { sentence: "See your project boards" },
  notifications: { sentence: "Read and change your notifications" },
  gist: { sentence: "Create and change gists" },
  security_events: { sentence: "See and triage security alerts" },
  "repo:status": { sentence: "Read and set commit statuses" },
  repo_deployment: { sentence: "Read and change deployments" },
  "repo:invite": { sentence: "Accept and decline invitations to repositories" },
};

/** What a first sign-in asks for; the rest is asked for when its toolset is opened. */
export const baseline = ["repo", "read:org", "read:user"] as const;
