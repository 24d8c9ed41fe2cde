import type { Role } from "../state/account.ts";
import type { World } from "../state/world.ts";
import { findRepository, findTeam } from "../state/world.ts";

const GRANTS: readonly [team: string, repository: string, role: Role][] = [
  ["shop", "harbor/storefront", "push"],
  ["shop", "harbor/payments", "pull"],
  ["shop", "harbor/legacy", "pull"],
  ["shop", "harbor/empty", "push"],
  ["shop", "harbor/docs", "triage"],
  ["payments", "harbor/payments", "maintain"],
  ["writers", "harbor/docs", "push"],
  ["automation", "harbor/storefront", "push"],
  ["automation", "harbor/payments", "push"],
  ["automation", "harbor/docs", "push"],
];

/** What each team may do; mlind owns the organization and may do everything. */
export function seedTeams(world: World): void {
  for (const [slug, name, role] of GRANTS) {
    const team = findTeam(world, "harbor", slug);
    const found = findRepository(world, name);
    if (team && found) team.repositories.set(found.repository.id, role);
  }
}
