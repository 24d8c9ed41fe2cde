import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { PageRoute } from "./page-route.ts";

const css = readFileSync(new URL("pages.css", import.meta.url), "utf8");
const fileName = `pages.${createHash("sha256").update(css).digest("hex").slice(0, 12)}.css`;

/** The style sheet's address: a new one whenever it changes, so that browsers may keep it for ever. */
export function styleSheet(basePath: string): { href: string; route: PageRoute } {
  const path = `/assets/${fileName}`;
  return {
    href: `${basePath}${path}`,
    route: {
      methods: ["GET"],
      path,
      handle(ctx) {
        ctx.set("content-type", "text/css; charset=utf-8");
        ctx.set("cache-control", "public, max-age=31536000, immutable");
        ctx.body = css;
      },
    },
  };
}
