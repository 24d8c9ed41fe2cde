import { createHash } from "node:crypto";

/** A weak entity tag. The viewer is part of it: two people never share one. */
export function weakEtag(body: Buffer, viewer: string, accept: string): string {
  return `W/"${createHash("sha256").update(`${viewer}\n${accept}\n`).update(body).digest("hex")}"`;
}

const bare = (tag: string): string => tag.trim().replace(/^W\//, "");

/** Weak comparison (RFC 9110, section 13.1.2). */
export function matchesEtag(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  return header.trim() === "*" || header.split(",").some((tag) => bare(tag) === bare(etag));
}
