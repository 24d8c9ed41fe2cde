import type { Actor } from "../audit/index.ts";
import type { OwnerPolicy } from "./owner-policy.ts";

/** What is different in a connection's policy. */
export interface PolicyChange {
  before: OwnerPolicy;
  after: OwnerPolicy;
  /** The parts that differ, by name; none when it is what it was. */
  changed: readonly (keyof OwnerPolicy)[];
}

/** Who changes a policy, for the audit log. */
export interface PolicyAuthor extends Actor {
  requestId?: string | undefined;
}

/**
 * Told which parts of a connection's policy are different. Without an id, any policy may have changed: messages were
 * missed.
 */
export type PolicyListener = (connectionId: string | undefined, parts: PolicyChange["changed"]) => void;

/** What the owners of connections allow. One for each connector, on every replica the same. */
export interface PolicyBook {
  /** From memory once it is known; `{}` where the owner has said nothing. */
  read(connectionId: string): Promise<OwnerPolicy>;
  /**
   * Puts the change on record, keeps it and tells the other replicas. The next call obeys it.
   *
   * @throws PolicyError for what the connector does not have; AuditError when it cannot be put on record: then nothing has
   * changed.
   */
  write(connectionId: string, policy: unknown, by: PolicyAuthor): Promise<PolicyChange>;
  /**
   * Lets a connection that a person's client moves to begin with what the owner allowed the earlier one, unless the owner has
   * said something of it already. It is on record like any change.
   */
  carry(from: string, to: string, by: PolicyAuthor): Promise<void>;
  /** Forgets the policy of a connection that is no more. */
  remove(connectionId: string): Promise<void>;
  /**
   * Hears of changes on any replica.
   *
   * @returns what ends it.
   */
  onChange(listener: PolicyListener): () => void;
}
