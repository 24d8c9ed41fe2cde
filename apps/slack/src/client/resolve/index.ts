export { findChannels } from "./find-channel.ts";
export { findUsers } from "./find-user.ts";
export { resolveChannel, resolveMessage } from "./resolve-channel.ts";
export { resolveFile } from "./resolve-file.ts";
export { resolveUser, resolveUsers } from "./resolve-user.ts";
