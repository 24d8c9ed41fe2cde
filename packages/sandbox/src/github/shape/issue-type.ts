import type { Repository } from "../state/repository.ts";
import { nodeId } from "../state/node-id.ts";
import { isoTime } from "./time.ts";

const TYPES = [
  { id: 31_201, name: "Task", description: "A specific piece of work", color: "yellow" },
  { id: 31_202, name: "Bug", description: "An unexpected problem or behavior", color: "red" },
  { id: 31_203, name: "Feature", description: "A request, idea, or new functionality", color: "blue" },
] as const;

/** The three types every organization starts with; people have none. */
export function issueTypeShapes(owner: Repository["owner"]) {
  if (!owner.organization) return [];
  const created = isoTime(owner.createdAtMs);
  return TYPES.map(({ id, name, description, color }) => ({
    id,
    node_id: nodeId("IT", id),
    name,
    description,
    color,
    created_at: created,
    updated_at: created,
    is_enabled: true,
  }));
}

/** `issue-type` by name, case ignored; null where the owner has no such type. */
export function issueTypeShape(repository: Repository, name: string | null) {
  return issueTypeShapes(repository.owner).find((type) => type.name.toLowerCase() === name?.toLowerCase()) ?? null;
}
