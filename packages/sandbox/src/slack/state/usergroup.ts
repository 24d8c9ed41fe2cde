/** A user group: people under one handle. */
export interface Usergroup {
  /** `S…` */
  id: string;
  teamId: string;
  name: string;
  handle: string;
  description: string;
  userIds: string[];
  channelIds: string[];
  disabledS: number;
  createdS: number;
  createdBy: string;
  updatedS: number;
}
