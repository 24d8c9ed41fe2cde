/**
 * `pnpm faults`, which sets `FAULTS=long`: outages as long and loads as high as operators meet them. Without it the same
 * things break, for as short a time as shows the same.
 */
export const LONG = process.env["FAULTS"] === "long";

/** Calls per second; `LOAD_RATE` where a machine carries more, or less. */
export const rate = (usual: number): number => Number(process.env["LOAD_RATE"] ?? (LONG ? 200 : usual));
