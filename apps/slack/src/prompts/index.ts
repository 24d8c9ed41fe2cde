import { actionItems } from "./action-items.ts";
import { catchMeUp } from "./catch-me-up.ts";
import { channelDigest } from "./channel-digest.ts";
import { draftAnnouncement } from "./draft-announcement.ts";
import { findDecision } from "./find-decision.ts";
import { incidentTimeline } from "./incident-timeline.ts";
import { standup } from "./standup.ts";

export const prompts = [
  channelDigest,
  incidentTimeline,
  catchMeUp,
  draftAnnouncement,
  standup,
  actionItems,
  findDecision,
];
