import { userNamed } from "../state/by-name.ts";
import type { World } from "../state/world.ts";

export function seedUsergroups(world: World): void {
  add(world, "S0PLATFORM", "Platform", "platform", ["trenn", "apetrova", "jkim"]);
  add(world, "S0ONCALL01", "On call", "oncall", ["sam.okoye", "trenn"]);
  for (const name of ["shipit", "harbor", "blocked"]) world.emoji.set(name, `https://emoji.harbor.example/${name}.png`);
  world.reminders.set("Rm0HARBOR1", {
    id: "Rm0HARBOR1",
    userId: "U0HARBOR01",
    text: "Renew the certificates",
    timeS: Math.floor(world.now() / 1000) + 86_400,
    recurring: false,
  });
}

function add(world: World, id: string, name: string, handle: string, people: readonly string[]): void {
  world.usergroups.set(id, {
    id,
    teamId: "T0HARBOR1",
    name,
    handle,
    description: `The ${name.toLowerCase()} team`,
    userIds: people.map((person) => userNamed(world, person).id),
    channelIds: ["C0ENGPLAT1"],
    disabledS: 0,
    createdS: 1_750_000_000,
    createdBy: "U0HARBOR01",
    updatedS: 1_750_000_000,
  });
}
