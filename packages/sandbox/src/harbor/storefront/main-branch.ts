import { cartFiles } from "../story.ts";
import type { SeedFiles, Step } from "../write-history.ts";
import { catalogFiles } from "./catalog-files.ts";
import { changelog } from "./changelog.ts";
import { checkoutFiles } from "./checkout-files.ts";
import { githubFiles } from "./github-files.ts";
import { lockfile } from "./lockfile.ts";
import { money, moneyFiles, moneyLabels } from "./money-files.ts";
import { packageJson, rootFiles } from "./root-files.ts";
import { config, serverFiles } from "./server-files.ts";
import { specialFiles } from "./special-files.ts";

function text(files: SeedFiles, path: string): string {
  const file = files[path];
  if (typeof file !== "string") throw new Error(`${path} is no text`);
  return file;
}

/** Something that was in a file before the commit that took it out. */
const before = (files: SeedFiles, path: string, now: string, then: string): string => {
  const whole = text(files, path);
  if (!whole.includes(now)) throw new Error(`${path} does not have: ${now}`);
  return whole.replace(now, then);
};

function release(version: string, ageDays: number): Step {
  return {
    author: "harbor-ci[bot]",
    ageDays,
    message: `Release ${version}`,
    files: {
      "package.json": packageJson(version),
      "package-lock.json": lockfile(version, 0),
      "CHANGELOG.md": changelog(version),
    },
  };
}

const foldless =
  'const words = (text: string): string[] => text.toLowerCase().split(/\\s+/).filter((word) => word !== "");';
const foldful =
  'const words = (text: string): string[] => foldAccents(text.toLowerCase()).split(/[^a-z0-9]+/).filter((word) => word !== "");';
const foldImport = 'import { foldAccents } from "./fold-accents.ts";\n';
const sweden = "  SE: /^\\d{3} ?\\d{2}$/,\n";

/** The first part of `main`: until the branches of the open pull requests left it. */
export const earlySteps: readonly Step[] = [
  {
    author: "mlind",
    ageDays: 402,
    message: "Start the new shop\n\nOld one is in harbor/legacy and stays online until Christmas.",
    files: {
      ...rootFiles,
      "package.json": packageJson("4.0.0"),
      "package-lock.json": lockfile("4.0.0", 0),
      "CHANGELOG.md": changelog("4.0.0"),
    },
  },
  {
    author: "mlind",
    ageDays: 396,
    message: "Server, routes, sessions",
    files: { ...serverFiles, "src/orders/mail.ts": null },
  },
  {
    author: "trenn",
    ageDays: 371,
    message: "Catalogue with search and images",
    files: {
      ...catalogFiles,
      "src/catalog/search.ts": before(catalogFiles, "src/catalog/search.ts", foldful, foldless).replace(foldImport, ""),
      "src/catalog/fold-accents.ts": null,
      "src/catalog/search.test.ts": null,
    },
  },
  { author: "mlind", ageDays: 340, message: "Cart: lines, totals, vouchers", files: { ...moneyFiles, ...cartFiles } },
  release("4.5.0", 210),
  {
    author: "trenn",
    ageDays: 182,
    message:
      "Checkout: address, shipping, payment\n\nPayment goes through the payments service, so that no card number comes near us.",
    files: {
      ...checkoutFiles,
      "src/checkout/address.ts": before(checkoutFiles, "src/checkout/address.ts", sweden, "  SE: /^\\d{5}$/,\n"),
    },
  },
  { author: "mlind", ageDays: 160, message: "Owners, templates, workflows", files: githubFiles },
  {
    author: "trenn",
    ageDays: 131,
    message: "Mail the order to the customer",
    files: { "src/orders/mail.ts": text(serverFiles, "src/orders/mail.ts") },
  },
  release("4.7.0", 118),
  {
    author: "trenn",
    ageDays: 70,
    message: "Search folds accents\n\nFixes #2",
    files: {
      "src/catalog/search.ts": text(catalogFiles, "src/catalog/search.ts"),
      "src/catalog/search.test.ts": text(catalogFiles, "src/catalog/search.test.ts"),
      "src/catalog/fold-accents.ts": text(catalogFiles, "src/catalog/fold-accents.ts"),
    },
  },
  { author: "mlind", ageDays: 64, message: "Logo, film, theme and the price list", files: specialFiles },
  {
    author: "trenn",
    ageDays: 25,
    message: "Swedish post codes may have a space\n\nFixes #4",
    files: { "src/checkout/address.ts": text(checkoutFiles, "src/checkout/address.ts") },
  },
  release("4.8.0", 21),
];

/** The rest: what happened on `main` while the pull requests were open. */
export const lateSteps: readonly Step[] = [
  {
    author: "mlind",
    ageDays: 11,
    message: "Prices follow the customer's locale",
    files: { "src/money.ts": money(moneyLabels.main) },
  },
  {
    author: "trenn",
    ageDays: 7,
    message: "Let crawlers have the style sheets\n\nFixes #28",
    files: { "public/robots.txt": "User-agent: *\nDisallow: /checkout\n" },
  },
  {
    author: "mlind",
    ageDays: 4,
    message: "Give slow requests eight seconds",
    files: { "src/config.ts": config("8_000") },
  },
  release("4.8.1", 2),
];
