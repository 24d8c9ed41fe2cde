import { z } from "zod";

export const BranchRow = z.object({
  name: z.string(),
  /** Absent where the branch leads to a commit that is gone. */
  sha: z.string().optional(),
  protected: z.boolean(),
  is_default: z.boolean(),
  can_push: z.boolean().optional(),
});

export interface UpstreamBranch {
  name: string;
  commit?: { id: string } | null;
  protected?: boolean | null;
  default?: boolean | null;
  can_push?: boolean | null;
  web_url?: string | null;
}

export function toBranchRow(row: UpstreamBranch): z.input<typeof BranchRow> {
  return {
    name: row.name,
    sha: row.commit?.id,
    protected: row.protected === true,
    is_default: row.default === true,
    can_push: row.can_push ?? undefined,
  };
}
