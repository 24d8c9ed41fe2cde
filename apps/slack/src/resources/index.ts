import { channel } from "./channel.ts";
import { channelMessages } from "./channel-messages.ts";
import { file } from "./file.ts";
import { formattingGuide, searchGuide } from "./guides.ts";
import { me } from "./me.ts";
import { thread } from "./thread.ts";
import { user } from "./user.ts";

export const resources = [me, formattingGuide, searchGuide, channel, channelMessages, thread, user, file];
