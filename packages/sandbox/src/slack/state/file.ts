/** A file or canvas. */
export interface SlackFile {
  /** `F…` */
  id: string;
  teamId: string;
  userId: string;
  name: string;
  title: string;
  mimetype: string;
  filetype: string;
  createdS: number;
  /** Bytes, or a size whose bytes are made while they are sent. */
  content: Buffer | { size: number };
  /** Conversation id → `ts` of the messages that share it. */
  shares: Map<string, string[]>;
  altText?: string;
  mode: "hosted" | "snippet" | "canvas" | "external" | "tombstone" | "hidden_by_limit";
  /** Where a file is that Slack only points to. */
  externalUrl?: string;
  /** Of a canvas. */
  markdown?: string;
  /** When the shares become visible: sharing is asynchronous. */
  sharedAtMs?: number;
}

export function sizeOf({ content }: SlackFile): number {
  return Buffer.isBuffer(content) ? content.length : content.size;
}
