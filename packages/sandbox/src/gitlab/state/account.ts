/** Access levels as GitLab numbers them. */
export const LEVEL = { guest: 10, reporter: 20, developer: 30, maintainer: 40, owner: 50 } as const;

export interface User {
  readonly id: number;
  username: string;
  name: string;
  email: string;
  bot: boolean;
  createdAtMs: number;
}

export interface Group {
  readonly id: number;
  path: string;
  name: string;
  fullPath: string;
  parent: Group | undefined;
  visibility: "private" | "internal" | "public";
  /** User id → level. */
  members: Map<number, number>;
}
