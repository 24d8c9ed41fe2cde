import { createWorld, type World } from "../state/world.ts";
import { seedApps } from "./apps.ts";
import { seedChannels } from "./channels.ts";
import { seedFiles } from "./files.ts";
import { seedIncident } from "./incident.ts";
import { seedPeople } from "./people.ts";
import { seedTalks } from "./talks.ts";
import { tokenRows } from "./tokens.ts";
import { seedTownSquare } from "./town-square.ts";
import { seedUsergroups } from "./usergroups.ts";
import { seedWorkflows } from "./workflows.ts";

/** Harbor Labs at the beginning of a test: times count back from now. */
export function createSeededWorld(url: string): World {
  const world = createWorld(url);
  seedPeople(world);
  seedChannels(world);
  seedTalks(world);
  seedIncident(world);
  seedTownSquare(world);
  seedFiles(world);
  seedUsergroups(world);
  seedWorkflows(world);
  for (const token of tokenRows) world.tokens.set(token.secret, { ...token });
  for (const app of Object.values(seedApps)) world.signIn.apps.set(app.clientId, app);
  return world;
}
