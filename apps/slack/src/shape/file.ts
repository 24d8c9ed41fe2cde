import { z } from "zod";

/** A file in a list. */
export const FileRow = z.object({
  id: z.string(),
  name: z.string(),
  title: z.string().optional(),
  mimetype: z.string().optional(),
  size: z.int().optional(),
  user: z.string().optional(),
  time: z.string().optional(),
  channels: z.array(z.string()).optional(),
  link: z.string().optional(),
});

export type FileRowFacts = z.output<typeof FileRow>;
