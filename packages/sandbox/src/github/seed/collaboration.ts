import type { World } from "../state/world.ts";

/** Issues, pull requests, reviews, runs and checks, once people and repositories exist. Placeholder: the collaboration half fills it. */
export function seedCollaboration(_world: World): void {}
