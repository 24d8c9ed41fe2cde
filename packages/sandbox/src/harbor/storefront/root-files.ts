import type { SeedFiles } from "../write-history.ts";

export const packageJson = (version: string): string =>
  `${JSON.stringify(
    {
      name: "storefront",
      version,
      private: true,
      type: "module",
      engines: { node: ">=24" },
      scripts: {
        build: "vite build --mode production",
        dev: "vite",
        test: "vitest run",
        "test:e2e": "playwright test",
        types: "tsc -p .",
        "import:catalog": "node scripts/import-catalog.ts",
      },
      dependencies: { "@harbor/icons": "^3.4.0", pg: "^8.18.0", zod: "^4.6.0" },
      devDependencies: { "@playwright/test": "^1.60.0", typescript: "^7.0.2", vite: "^7.3.1", vitest: "^5.1.0" },
    },
    null,
    2,
  )}\n`;

export const readmeText = `# Storefront

The shop at harbor.example: catalogue, cart, checkout and order mails.

## Start

    npm ci
    npm run dev

The shop needs PostgreSQL 17 and the variables of \`src/config.ts\`. \`npm run import:catalog\` fills an empty database with
the demo catalogue.

## Where things are

| folder | what |
| --- | --- |
| src/cart | lines, totals, vouchers, where a cart is kept |
| src/catalog | products, categories, search, images |
| src/checkout | address, shipping, payment |
| src/orders | orders, cancelling, mails |
| src/http | server, routes, sessions |

## Prices

All amounts are whole cents. Percentages are fractions from 0 to 1. Round once per line, as the invoice does: see
\`src/cart/total.ts\`.

## Release

\`scripts/release.sh 4.9.0\` writes the change log, tags and pushes. Deployment follows by itself.
`;

const tsconfig = `${JSON.stringify(
  {
    compilerOptions: {
      target: "es2024",
      module: "nodenext",
      strict: true,
      noUncheckedIndexedAccess: true,
      allowImportingTsExtensions: true,
      noEmit: true,
    },
    include: ["src", "scripts", "e2e"],
  },
  null,
  2,
)}\n`;

const vitestConfig = `import { defineConfig } from "vitest/config";

export default defineConfig({
  test: { include: ["src/**/*.test.ts"], testTimeout: 30_000 },
});
`;

const e2e = `import { expect, test } from "@playwright/test";

test.describe("checkout", () => {
  test("pays with card", async ({ page }) => {
    await page.goto("/cart?add=MUG-01");
    await page.getByRole("button", { name: "Checkout" }).click();
    await page.getByLabel("Name").fill("Astrid Berg");
    await page.getByLabel("Street").fill("Kajen 4");
    await page.getByLabel("Postcode").fill("211 20");
    await page.getByLabel("City").fill("Malmö");
    await page.getByRole("button", { name: "Pay" }).click();
    await expect(page.getByText("Thank you")).toBeVisible();
  });

  test("keeps the note when the country changes", async ({ page }) => {
    await page.goto("/checkout");
    await page.getByLabel("Note").fill("Leave it at the boat house");
    await page.getByLabel("Country").selectOption("DE");
    await expect(page.getByLabel("Note")).toHaveValue("Leave it at the boat house");
  });
});
`;

/** Files of the first commit that stand in the root, and the end-to-end test. */
export const rootFiles: SeedFiles = {
  "README.md": readmeText,
  "tsconfig.json": tsconfig,
  "vitest.config.ts": vitestConfig,
  ".gitignore": "node_modules/\ndist/\n.env\n*.log\nplaywright-report/\n",
  ".gitattributes":
    "*.mp4 filter=lfs diff=lfs merge=lfs -text\npackage-lock.json linguist-generated\n*.csv text eol=crlf\n",
  "e2e/checkout.spec.ts": e2e,
};
