import manifest from "../package.json" with { type: "json" };

/** The core's version, as health and logs tell it. */
export const VERSION: string = manifest.version;
