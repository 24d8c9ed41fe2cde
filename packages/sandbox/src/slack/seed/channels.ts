import { userNamed } from "../state/by-name.ts";
import { newChannel, type Channel } from "../state/channel.ts";
import type { World } from "../state/world.ts";

type Row = Partial<Channel> & { id: string; name: string; people: readonly string[] };

const EVERYBODY = [
  "mlind",
  "trenn",
  "iokafor",
  "sam.carter",
  "sam.okoye",
  "jkim",
  "apetrova",
  "dcosta",
  "lnguyen",
  "hweber",
  "pfischer",
];
const ENGINEERS = ["mlind", "trenn", "sam.okoye", "jkim", "apetrova", "dcosta"];

const ROWS: readonly Row[] = [
  { id: "C0GENERAL1", name: "general", general: true, people: [...EVERYBODY, "rguest"] },
  { id: "C0ANNOUNCE", name: "announcements", postingRestricted: true, people: EVERYBODY },
  { id: "C0ENGPLAT1", name: "eng-platform", people: [...ENGINEERS, "fairlead"] },
  { id: "C0INC20410", name: "incident-2041", people: [...ENGINEERS, "sam.carter", "alerts"] },
  { id: "C0DESIGN01", name: "design", people: ["iokafor", "mlind", "rguest"] },
  { id: "C0RANDOM01", name: "random", people: EVERYBODY },
  { id: "C0TOWNSQ01", name: "town-square", people: EVERYBODY },
  { id: "G0LEADER01", name: "leadership", kind: "private", people: ["mlind", "lnguyen", "hweber"] },
  { id: "C0EXTNORTH", name: "ext-northwind", sharedWith: ["T0NORTH01"], people: ["mlind", "pfischer", "sam.carter"] },
  { id: "C0OLDLAUNC", name: "old-launch", archived: true, people: ["mlind"] },
  { id: "D0MAJATOM1", name: "", kind: "im", people: ["mlind", "trenn"] },
  { id: "D0MAJAIFE1", name: "", kind: "im", people: ["mlind", "iokafor"] },
  { id: "G0MPDM0001", name: "mpdm-mlind--trenn--apetrova-1", kind: "mpim", people: ["mlind", "trenn", "apetrova"] },
];

export function seedChannels(world: World): void {
  for (const { people, ...row } of ROWS) {
    const members = new Set(people.map((name) => userNamed(world, name).id));
    world.channels.set(row.id, newChannel({ teamId: "T0HARBOR1", ...row, members }));
  }
  world.channels.get("C0EXTNORTH")?.members.add("U0NORTH003");
  const platform = world.channels.get("C0ENGPLAT1");
  if (platform) {
    platform.topic = { value: "Platform: builds, deploys, databases", creator: "U0HARBOR01", setS: 1_760_000_000 };
    platform.bookmarks.push({ id: "Bk0HARBOR1", title: "Runbook", link: "https://wiki.harbor.example/runbook" });
    platform.featuredTriggers.push({ id: "Ft0HARBOR1", title: "Request access" });
    platform.canvasId = "F0CANVAS01";
  }
  const north = {
    teamId: "T0NORTH01",
    creator: "U0NORTH001",
    members: new Set(["U0NORTH001", "U0NORTH002", "U0NORTH003"]),
  };
  world.channels.set("C0NGENERAL", newChannel({ ...north, id: "C0NGENERAL", name: "general", general: true }));
  world.channels.set("C0NENGPLAT", newChannel({ ...north, id: "C0NENGPLAT", name: "eng-platform" }));
}
