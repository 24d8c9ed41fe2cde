import { daysAgo } from "../../harbor/epoch.ts";
import { LEVEL, type Group, type User } from "../state/account.ts";
import { userNamed, type World } from "../state/world.ts";

const PEOPLE: readonly (readonly [string, string, boolean])[] = [
  ["mlind", "Maja Lind", false],
  ["trenn", "Tobias Renn", false],
  ["iokafor", "Ifeoma Okafor", false],
  ["driveby7", "driveby7", false],
  ["harbor-ci", "Harbor CI", true],
  ["project_1_bot_6f1c", "bot", true],
  ["group_1_bot_a20d", "bot", true],
];

function group(world: World, facts: Pick<Group, "path" | "name" | "parent">, levels: Record<string, number>): Group {
  const { path, parent } = facts;
  const made: Group = {
    ...facts,
    id: world.groups.size + 11,
    fullPath: parent ? `${parent.fullPath}/${path}` : path,
    visibility: "public",
    members: new Map(Object.entries(levels).map(([name, level]) => [userNamed(world, name).id, level])),
  };
  world.groups.set(made.fullPath, made);
  return made;
}

/** Harbor Labs: an owner and a developer of everything; who else belongs to it belongs to single projects. */
export function seedPeople(world: World): { harbor: Group; platform: Group } {
  for (const [index, [username, name, bot]] of PEOPLE.entries()) {
    const email = bot ? `${username}@noreply.harbor.example` : `${name.toLowerCase().replace(" ", ".")}@harbor.example`;
    const user: User = { id: index + 101, username, name, email, bot, createdAtMs: daysAgo(900) };
    world.users.set(username, user);
  }
  const harbor = group(
    world,
    { path: "harbor", name: "Harbor Labs", parent: undefined },
    {
      mlind: LEVEL.owner,
      trenn: LEVEL.developer,
      "harbor-ci": LEVEL.developer,
      group_1_bot_a20d: LEVEL.developer,
    },
  );
  const platform = group(world, { path: "platform", name: "Platform", parent: harbor }, {});
  return { harbor, platform };
}
