import { z } from "zod";

export const BranchRow = z.object({
  name: z.string(),
  sha: z.string(),
  protected: z.boolean(),
  is_default: z.boolean(),
  can_push: z.boolean().optional(),
});

export interface UpstreamBranch {
  name: string;
  commit: { id: string };
  protected?: boolean | null;
  default?: boolean | null;
  can_push?: boolean | null;
  web_url?: string | null;
}

export function toBranchRow(row: UpstreamBranch): z.input<typeof BranchRow> {
  return {
    name: row.name,
    sha: row.commit.id,
    protected: row.protected === true,
    is_default: row.default === true,
    can_push: row.can_push ?? undefined,
  };
}
