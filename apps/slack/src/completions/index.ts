import { channel } from "./channel.ts";
import { user } from "./user.ts";
import { window } from "./window.ts";

export const completions = { channel, channels: channel, user, window };
