/** The git object model, as the rest of this stand-in knows it. */
export * from "../../git/index.ts";
