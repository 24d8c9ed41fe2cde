/** One tenant per process, so far. */
export const TENANT = "default";
