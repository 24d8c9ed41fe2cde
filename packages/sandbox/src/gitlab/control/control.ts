import type { Fault } from "../../stand-in/faults.ts";
import type { LoggedRequest } from "../../stand-in/request-log.ts";
import type { Site } from "../site.ts";
import { fullPathOf } from "../state/project.ts";
import { findProject } from "../state/world.ts";
import type { Effect } from "./effect.ts";
import { deliver, type Delivery, type Emission } from "./webhook.ts";

/** Switches of a running stand-in; each also answers under `/_control/NAME`. */
export interface Control {
  /** Seeds anew; forgets faults, limits and requests. Tokens stay the same. */
  reset(): void;
  /** Arms a fault (once unless `times` says more); returns the function that disarms it. */
  fault(fault: Fault<Effect>): () => void;
  /** Moves the clock on, in milliseconds: limits refill, tokens end, pipelines come to an end. */
  advance(ms: number): void;
  /** Fixes the clock (milliseconds since the epoch); null lets it run again; nothing only reads. Returns its time. */
  clock(atMs?: number | null): number;
  /** Leaves so many requests of a person's minute. */
  limit(username: string, left: number): void;
  /** Says that it is that version, with or without the paid features. */
  version(version: string, enterprise?: boolean): void;
  /** The next n answers about a merge request say that its status is being checked. */
  checking(project: string, iid: number, times: number): void;
  /** Renames a project; its former name redirects reads. */
  rename(project: string, path: string): void;
  /** Sends one webhook. */
  emit(emission: Emission): Promise<Delivery>;
  /** Every request since the start or the last reset, oldest first. */
  requests(): readonly LoggedRequest[];
}

export function createControl(site: Site): Control {
  const projectNamed = (name: string) => {
    const found = findProject(site.world, name);
    if (!found) throw new Error(`no project ${name}`);
    return found.project;
  };
  return {
    reset() {
      site.world = site.seed();
      site.faults.clear();
      site.limits.clear();
      site.log.clear();
    },
    fault: (fault) => site.faults.add(fault),
    advance: (ms) => site.world.advance(ms),
    clock(atMs) {
      if (atMs !== undefined) site.world.setClock(atMs ?? undefined);
      return site.world.now();
    },
    limit: (username, left) => site.limits.leave(username, left),
    version(version, enterprise = true) {
      site.world.version = version;
      site.world.enterprise = enterprise;
    },
    checking(project, iid, times) {
      const found = projectNamed(project).mergeRequests.get(iid);
      if (!found) throw new Error(`no merge request ${project}!${iid}`);
      found.checking = times;
    },
    rename(name, path) {
      const project = projectNamed(name);
      site.world.renames.set(fullPathOf(project).toLowerCase(), project.id);
      project.path = path;
    },
    emit: (emission) => deliver(site.world, emission),
    requests: () => site.log.rows(),
  };
}
