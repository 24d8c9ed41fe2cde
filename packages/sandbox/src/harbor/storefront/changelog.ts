import { daysAgo } from "../epoch.ts";
import { pick, seededRandom } from "../random.ts";

const AREAS = ["Cart", "Catalogue", "Checkout", "Orders", "Search", "Mails", "Admin", "Images"] as const;
const VERBS = ["fix", "speed up", "reword", "move", "test", "simplify", "restore", "drop"] as const;
const THINGS = [
  "the sale badge",
  "empty results",
  "postcode check",
  "stock count",
  "voucher field",
  "order number",
  "price filter",
  "session end",
  "tile borders",
  "feed export",
] as const;
const PLACES = ["on phones", "for guests", "in Swedish", "after login", "on reload", "with vouchers"] as const;

interface Release {
  version: string;
  text: string;
}

/** 4.8.1, counting patches: 13 make a minor, 10 minors a major. */
const LAST = 4 * 130 + 8 * 13 + 1;

const versionOf = (number: number): string =>
  `${Math.floor(number / 130)}.${Math.floor((number % 130) / 13)}.${number % 13}`;

/** Newest first: 300 kB, some 7,000 entries. The last two came when `main` says so, the others every five days or so. */
function releases(): Release[] {
  const random = seededRandom(4_900);
  const all: Release[] = [];
  let age = 2;
  let bytes = 0;
  for (let number = LAST; bytes < 300_000; number--) {
    const version = versionOf(number);
    const entries = Array.from(
      { length: 8 + Math.floor(random() * 9) },
      () => `- ${pick(random, AREAS)}: ${pick(random, VERBS)} ${pick(random, THINGS)} ${pick(random, PLACES)}`,
    );
    const text = `## ${version} - ${new Date(daysAgo(age)).toISOString().slice(0, 10)}\n\n${entries.join("\n")}\n\n`;
    all.push({ version, text });
    bytes += text.length;
    age += number === LAST ? 19 : 4 + Math.floor(random() * 3);
  }
  return all;
}

const known = releases();

/** The change log as the release of a version left it; "4.8.1" is today's. */
export function changelog(version: string): string {
  const from = known.findIndex((release) => release.version === version);
  if (from < 0) throw new Error(`no release ${version} in the change log`);
  const body = known.slice(from).map(({ text }) => text);
  return `# Changes\n\nMade by \`scripts/release.sh\`. Do not edit.\n\n${body.join("")}`;
}
