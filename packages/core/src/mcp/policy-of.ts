import { combinePolicies, type OwnerPolicy, type Policy } from "../policy/index.ts";
import type { Runtime } from "./runtime.ts";

/** Combined once per owner's policy, which stays the same object until it changes. */
const combined = new WeakMap<object, WeakMap<object, Policy>>();
const NOTHING: OwnerPolicy = {};

/** What a connection may do: by its operator and by its owner. */
export async function policyOf({ policy: operator, policies }: Runtime, connectionId: string): Promise<Policy> {
  const owner = policies === undefined ? NOTHING : await policies.read(connectionId);
  const known = combined.get(operator) ?? new WeakMap<object, Policy>();
  combined.set(operator, known);
  const policy = known.get(owner) ?? combinePolicies(operator, owner);
  known.set(owner, policy);
  return policy;
}
