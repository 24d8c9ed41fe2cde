import { randomBytes } from "node:crypto";

/** An address that nobody else has had, so that limits per address keep no test from its work. */
export function randomAddress(): string {
  return `10.${[...randomBytes(3)].join(".")}`;
}
