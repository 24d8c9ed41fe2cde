import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { PageRoute } from "./page-route.ts";

/** A file of pages at an address of its own: a new one whenever it changes, so that browsers may keep it for ever. */
export interface PageAsset {
  href: string;
  route: PageRoute;
}

/**
 * @param file beside this one
 * @returns makes the asset for the path of a public URL, without a slash at its end.
 */
export function pageAsset(file: string, contentType: string): (basePath: string) => PageAsset {
  const text = readFileSync(new URL(file, import.meta.url), "utf8");
  const hash = createHash("sha256").update(text).digest("hex").slice(0, 12);
  const path = `/assets/${file.replace(/\.(?=[^.]*$)/, `.${hash}.`)}`;
  return (basePath) => ({
    href: `${basePath}${path}`,
    route: {
      methods: ["GET"],
      path,
      handle(ctx) {
        ctx.set("content-type", contentType);
        ctx.set("cache-control", "public, max-age=31536000, immutable");
        ctx.body = text;
      },
    },
  });
}
