import { newUser, type User } from "../state/user.ts";
import type { World } from "../state/world.ts";

type Row = Pick<User, "name" | "realName"> & Partial<User>;

const HARBOR: readonly Row[] = [
  { name: "mlind", realName: "Maja Lind", title: "Head of Engineering", kind: "admin" },
  { name: "trenn", realName: "Tom Renner", title: "Platform engineer" },
  { name: "iokafor", realName: "Ifeoma Okafor", title: "Product designer" },
  { name: "sam.carter", realName: "Sam Carter", displayName: "Sam", title: "Support lead" },
  { name: "sam.okoye", realName: "Sam Okoye", displayName: "Sam", title: "Site reliability engineer" },
  { name: "jkim", realName: "Jisoo Kim", title: "Data engineer", tz: "Asia/Tokyo" },
  { name: "apetrova", realName: "Anna Petrova", title: "Platform engineer" },
  { name: "dcosta", realName: "Diego Costa", title: "Mobile engineer", tz: "America/Sao_Paulo" },
  { name: "lnguyen", realName: "Linh Nguyen", title: "People partner" },
  { name: "hweber", realName: "Hanna Weber", title: "Finance" },
  { name: "pfischer", realName: "Paul Fischer", title: "Sales" },
  { name: "rguest", realName: "Robin Guest", title: "Contractor", kind: "guest" },
  { name: "sguest", realName: "Silvia Guest", title: "Auditor", kind: "single_channel_guest" },
  { name: "odiaz", realName: "Oscar Diaz", deleted: true },
];

const TEAM = "T0HARBOR1";

export function seedPeople(world: World): void {
  world.teams.set(TEAM, { id: TEAM, name: "Harbor Labs", domain: "harbor-labs", plan: "plus" });
  world.teams.set("T0NORTH01", { id: "T0NORTH01", name: "Northwind", domain: "northwind", plan: "std" });
  for (const [index, row] of HARBOR.entries()) add(world, { id: idOf(index + 1), teamId: TEAM, ...row });
  add(world, {
    id: "U0HARBOR91",
    teamId: TEAM,
    name: "alerts",
    realName: "Alerts",
    kind: "bot",
    botId: "B0HARBOR91",
    email: undefined,
  });
  add(world, {
    id: "U0HARBOR92",
    teamId: TEAM,
    name: "fairlead",
    realName: "Fairlead",
    kind: "bot",
    botId: "B0HARBOR92",
    email: undefined,
  });
  // The neighbours have people of the same names.
  const north = { teamId: "T0NORTH01", tz: "America/New_York" };
  add(world, { id: "U0NORTH001", ...north, name: "noor", realName: "Noor Haddad", email: "noor@northwind.example" });
  add(world, {
    id: "U0NORTH002",
    ...north,
    name: "sam.carter",
    realName: "Sam Carter",
    email: "sam@northwind.example",
  });
  add(world, {
    id: "U0NORTH003",
    ...north,
    name: "priya",
    realName: "Priya Shah",
    email: "priya@northwind.example",
    strangerOf: "T0NORTH01",
  });
}

export function idOf(index: number): string {
  return `U0HARBOR${String(index).padStart(2, "0")}`;
}

function add(world: World, facts: Parameters<typeof newUser>[0]): void {
  world.users.set(facts.id, newUser(facts));
}
