import type { Site } from "../site.ts";
import type { LimitedResource } from "../state/limits.ts";
import { transferIssue } from "../state/issues/transfer-issue.ts";
import { findRepository } from "../state/world.ts";
import { renameRepository, type Repository } from "../state/repository.ts";
import type { Fault } from "./fault.ts";
import type { LoggedRequest } from "../../stand-in/request-log.ts";
import type { Delivery, Emission, WebhookTarget } from "./webhook.ts";
import { deliver } from "./webhook.ts";

/** Switches of a running stand-in; each also answers under `/_control/NAME`. */
export interface Control {
  /** Seeds anew; forgets faults, limits, requests and the webhook target. Tokens stay the same. */
  reset(): void;
  /** Arms a fault (once unless `times` says more); returns the function that disarms it. */
  fault(fault: Fault): () => void;
  /** Moves the clock on, in milliseconds: limits refill, signed URLs expire. */
  advance(ms: number): void;
  /** Fixes the clock (milliseconds since the epoch); null lets it run again; nothing only reads. Returns its time. */
  clock(atMs?: number | null): number;
  /** Leaves so many requests in a person's primary limit until its window ends. */
  limit(login: string, resource: LimitedResource, left: number): void;
  /** The next n answers that speak of `mergeable` say null. */
  mergeableUnknown(times: number): void;
  /** Renames a repository; its former name redirects. */
  rename(fullName: string, name: string): void;
  /** Transfers an issue to another repository; its former number redirects. Returns its number there. */
  transfer(fullName: string, number: number, to: string): number;
  /** Where the world's own changes go as signed webhooks from now on; undefined = nowhere. */
  webhook(target: WebhookTarget | undefined): void;
  /** Sends one signed event. @throws Error without a target. */
  emit(emission: Emission): Promise<Delivery>;
  /** Every request since the start or the last reset, oldest first. */
  requests(): readonly LoggedRequest[];
}

export function createControl(site: Site): Control {
  let stopListening: (() => void) | undefined;
  const repositoryOf = (fullName: string): Repository => {
    const found = findRepository(site.world, fullName);
    if (!found) throw new Error(`no repository ${fullName}`);
    return found.repository;
  };
  function webhook(target: WebhookTarget | undefined): void {
    stopListening?.();
    stopListening = undefined;
    site.hook = target;
    if (!target) return;
    stopListening = site.world.listen(({ event, action, repository, sender, payload }) => {
      const emission: Emission = {
        event,
        repository: repository.fullName,
        ...(action === undefined ? {} : { action }),
        ...(sender ? { sender: sender.login } : {}),
        ...(payload ? { payload } : {}),
      };
      // A listener that is down is its own trouble: GitHub does not tell the caller of the API either.
      deliver(site.world, target, emission).catch(() => undefined);
    });
  }
  return {
    reset() {
      webhook(undefined);
      site.world = site.seed();
      site.faults.clear();
      site.log.clear();
    },
    fault: (fault) => site.faults.add(fault),
    advance: (ms) => site.world.advance(ms),
    clock(atMs) {
      if (atMs !== undefined) site.world.setClock(atMs ?? undefined);
      return site.world.now();
    },
    limit: (login, resource, left) => site.world.limits.leave(login, resource, left),
    mergeableUnknown(times) {
      site.world.mergeableUnknown = times;
    },
    rename(fullName, name) {
      renameRepository(site.world, repositoryOf(fullName), name);
    },
    transfer(fullName, number, to) {
      const from = repositoryOf(fullName);
      const issue = from.issues.byNumber.get(number);
      if (!issue || issue.isPull) throw new Error(`no issue ${fullName}#${number}`);
      return transferIssue(from, issue, repositoryOf(to)).number;
    },
    webhook,
    async emit(emission) {
      const target = emission.target ?? site.hook;
      if (!target) throw new Error("no webhook target: call webhook({ url, secret }) first");
      return deliver(site.world, target, emission);
    },
    requests: () => site.log.rows(),
  };
}
