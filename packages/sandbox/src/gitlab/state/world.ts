import { LEVEL, type Group, type User } from "./account.ts";
import { fullPathOf, type Project } from "./project.ts";
import { settlePipelines } from "./settle.ts";
import { createSignIn, type SignInStore } from "./sign-in.ts";
import type { Token } from "./token.ts";

/** Everything that one running GitLab holds. */
export interface World {
  /** `http://127.0.0.1:PORT/gitlab` */
  readonly url: string;
  version: string;
  enterprise: boolean;
  readonly users: Map<string, User>;
  readonly groups: Map<string, Group>;
  readonly projects: Map<number, Project>;
  /** Former full path → id. */
  readonly renames: Map<string, number>;
  readonly tokens: Map<string, Token>;
  readonly signIn: SignInStore;
  now(): number;
  nextId(): number;
  advance(ms: number): void;
  setClock(atMs: number | undefined): void;
}

export function createWorld(url: string): World {
  let id = 1_000;
  let shiftMs = 0;
  let fixedMs: number | undefined;
  const world: World = {
    url,
    version: "18.6.1",
    enterprise: true,
    users: new Map(),
    groups: new Map(),
    projects: new Map(),
    renames: new Map(),
    tokens: new Map(),
    signIn: createSignIn(),
    now: () => (fixedMs ?? Date.now()) + shiftMs,
    nextId: () => (id += 1),
    advance(ms) {
      shiftMs += ms;
      settlePipelines(world);
    },
    setClock(atMs) {
      fixedMs = atMs;
      if (atMs !== undefined) shiftMs = 0;
    },
  };
  return world;
}

/** Whether this GitLab is that version, or a newer one. */
export function isAtLeast({ version }: World, major: number, minor: number): boolean {
  const [ownMajor = 0, ownMinor = 0] = version.split(".").map(Number);
  return ownMajor > major || (ownMajor === major && ownMinor >= minor);
}

export function userNamed(world: World, username: string): User {
  const user = world.users.get(username);
  if (!user) throw new Error(`no user ${username}`);
  return user;
}

/** By id or full path, present or former. */
export function findProject(world: World, idOrPath: string): { project: Project; moved: boolean } | undefined {
  if (/^\d+$/.test(idOrPath)) {
    const project = world.projects.get(Number(idOrPath));
    return project && { project, moved: false };
  }
  const wanted = idOrPath.toLowerCase();
  const project = [...world.projects.values()].find((row) => fullPathOf(row).toLowerCase() === wanted);
  if (project) return { project, moved: false };
  const former = world.projects.get(world.renames.get(wanted) ?? -1);
  return former && { project: former, moved: true };
}

/** A person's level in a group, its own or inherited. */
export function groupLevel(group: Group | undefined, user: User | undefined): number {
  if (!group || !user) return 0;
  return Math.max(group.members.get(user.id) ?? 0, groupLevel(group.parent, user));
}

/** A person's level in a project. */
export function levelIn(project: Project, user: User | undefined): number {
  if (!user) return 0;
  const own = project.namespacePath === user.username ? LEVEL.owner : 0;
  return Math.max(own, project.members.get(user.id) ?? 0, groupLevel(project.group, user));
}

/** True for who may see that a project is there. */
export function canSee(project: Project, user: User | undefined): boolean {
  return project.visibility === "public" || levelIn(project, user) > 0;
}
