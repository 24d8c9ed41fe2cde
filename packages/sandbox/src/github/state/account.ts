/** A person, a bot or an organization: all share one namespace of logins and ids. */
export interface Account {
  id: number;
  login: string;
  type: "User" | "Organization" | "Bot";
  name: string | null;
  email: string | null;
  bio: string | null;
  company: string | null;
  location: string | null;
  blog: string;
  createdAtMs: number;
  updatedAtMs: number;
  /** Only of organizations. */
  organization?: OrganizationFacts;
}

export interface OrganizationFacts {
  description: string;
  /** Lower-case login → membership. */
  members: Map<string, "admin" | "member">;
  teams: Map<string, Team>;
}

export interface Team {
  id: number;
  slug: string;
  name: string;
  description: string;
  privacy: "closed" | "secret";
  /** Lower-case login → role in the team. */
  members: Map<string, "maintainer" | "member">;
  /** Repository id → role that the team gives. */
  repositories: Map<number, Role>;
  parent?: Team;
}

/** Repository roles, weakest first. */
export const ROLES = ["pull", "triage", "push", "maintain", "admin"] as const;
export type Role = (typeof ROLES)[number];
