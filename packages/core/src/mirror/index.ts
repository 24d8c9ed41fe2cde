export { askMirror, MIRROR_PATH, type Mirrored } from "./mirror-proof.ts";
export { ANSWER, mirrorRoute, QUESTION } from "./mirror-route.ts";
