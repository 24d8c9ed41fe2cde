/** Branch of every seeded pull request of harbor/storefront; 36 comes from the fork driveby7/storefront. */
export const pullBranches = {
  31: { branch: "feat/gift-cards", title: "Gift cards at checkout", author: "trenn" },
  32: { branch: "feat/saved-carts", title: "Saved carts for signed-in customers", author: "trenn" },
  33: { branch: "chore/price-snapshots", title: "Regenerate price snapshots and update dependencies", author: "trenn" },
  34: { branch: "feat/currency-labels", title: "Currency labels beside every price", author: "trenn" },
  35: { branch: "draft/search-facets", title: "Search facets", author: "trenn" },
  36: { branch: "fix-typo-readme", title: "Fix typos in the README", author: "driveby7" },
  37: { branch: "fix/cart-rounding", title: "Round discounted prices to whole cents", author: "trenn" },
  38: { branch: "feat/order-export", title: "Export orders as CSV", author: "mlind" },
} as const;
