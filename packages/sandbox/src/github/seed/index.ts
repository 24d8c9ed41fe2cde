import { createWorld } from "../state/world.ts";
import type { World } from "../state/world.ts";
import { seedApps } from "./apps.ts";
import { seedCollaboration } from "./collaboration.ts";
import { seedDocs } from "./docs.ts";
import { seedPayments } from "./payments/payments.ts";
import { seedPeople } from "./people.ts";
import { seedSmallRepositories } from "./small-repositories.ts";
import { seedStorefront } from "./storefront/storefront.ts";
import { seedTeams } from "./teams.ts";
import { tokenRows } from "./tokens.ts";

/** A world at its beginning: people and tokens always, repositories and what is in them with "harbor". */
export function createSeededWorld(urls: World["urls"], kind: "harbor" | "empty"): World {
  const world = createWorld(urls);
  seedPeople(world);
  for (const token of tokenRows) world.tokens.set(token.secret, { ...token });
  for (const app of Object.values(seedApps))
    world.signIn.apps.set(app.clientId, { ...app, callbackUrls: [...app.callbackUrls] });
  if (kind === "harbor") {
    seedStorefront(world);
    seedPayments(world);
    seedDocs(world);
    seedSmallRepositories(world);
    seedTeams(world);
    seedCollaboration(world);
  }
  return world;
}
