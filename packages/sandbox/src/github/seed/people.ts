import type { Account, Team } from "../state/account.ts";
import type { World } from "../state/world.ts";
import { daysAgo } from "../../harbor/epoch.ts";

type Facts = Pick<Account, "login" | "name" | "type"> & Partial<Account>;

function add(world: World, facts: Facts): Account {
  const account: Account = {
    id: world.nextId("account"),
    email: null,
    bio: null,
    company: null,
    location: null,
    blog: "",
    createdAtMs: daysAgo(2400),
    updatedAtMs: daysAgo(12),
    ...facts,
  };
  world.accounts.set(account.login.toLowerCase(), account);
  return account;
}

function team(
  world: World,
  slug: string,
  name: string,
  description: string,
  members: Record<string, "maintainer" | "member">,
): Team {
  const id = world.nextId("team");
  return {
    id,
    slug,
    name,
    description,
    privacy: "closed",
    members: new Map(Object.entries(members)),
    repositories: new Map(),
  };
}

/** Harbor Labs and its people; `seed/teams.ts` gives the teams their repositories. */
export function seedPeople(world: World): void {
  const company = "@harbor";
  add(world, {
    login: "mlind",
    name: "Maja Lind",
    type: "User",
    email: "maja.lind@harbor.example",
    company,
    location: "Malmö",
    bio: "Owns the shop.",
  });
  add(world, {
    login: "trenn",
    name: "Tobias Renn",
    type: "User",
    email: "tobias.renn@harbor.example",
    company,
    location: "Kiel",
  });
  add(world, {
    login: "iokafor",
    name: "Ifeoma Okafor",
    type: "User",
    email: "ifeoma.okafor@harbor.example",
    company,
    location: "Leeds",
  });
  add(world, { login: "harbor-ci[bot]", name: "harbor-ci", type: "Bot" });
  add(world, { login: "driveby7", name: null, type: "User", createdAtMs: daysAgo(40) });
  add(world, {
    login: "harbor",
    name: "Harbor Labs",
    type: "Organization",
    email: "hello@harbor.example",
    blog: "https://harbor.example",
    location: "Malmö",
    organization: {
      description: "Things for a home by the water",
      members: new Map([
        ["mlind", "admin"],
        ["trenn", "member"],
        ["iokafor", "member"],
      ]),
      teams: new Map(
        [
          team(world, "shop", "Shop", "Storefront and catalogue", { mlind: "maintainer", trenn: "member" }),
          team(world, "payments", "Payments", "Money in, money out", { iokafor: "maintainer" }),
          team(world, "writers", "Writers", "Documentation", { iokafor: "member", trenn: "member" }),
          team(world, "automation", "Automation", "What the build may touch", { "harbor-ci[bot]": "member" }),
        ].map((row) => [row.slug, row]),
      ),
    },
  });
}
