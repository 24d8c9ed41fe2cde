import type { LabelText, MilestoneText } from "./issue-text.ts";

/** What GitHub gives every new repository. */
export const defaultLabels: readonly LabelText[] = [
  { name: "bug", color: "d73a4a", description: "Something isn't working", isDefault: true },
  {
    name: "documentation",
    color: "0075ca",
    description: "Improvements or additions to documentation",
    isDefault: true,
  },
  { name: "duplicate", color: "cfd3d7", description: "This issue or pull request already exists", isDefault: true },
  { name: "enhancement", color: "a2eeef", description: "New feature or request", isDefault: true },
  { name: "good first issue", color: "7057ff", description: "Good for newcomers", isDefault: true },
  { name: "help wanted", color: "008672", description: "Extra attention is needed", isDefault: true },
  { name: "invalid", color: "e4e669", description: "This doesn't seem right", isDefault: true },
  { name: "question", color: "d876e3", description: "Further information is requested", isDefault: true },
  { name: "wontfix", color: "ffffff", description: "This will not be worked on", isDefault: true },
];

/** The shop's own. */
export const storefrontLabels: readonly LabelText[] = [
  { name: "cart", color: "fbca04", description: "Cart and totals" },
  { name: "checkout", color: "c2e0c6", description: "Address, shipping, payment" },
  { name: "catalog", color: "bfd4f2", description: "Products, categories, search" },
  { name: "accessibility", color: "5319e7", description: "Keyboard, contrast, screen readers" },
  { name: "performance", color: "f9d0c4", description: "Too slow or too heavy" },
  { name: "security", color: "b60205", description: null },
  { name: "flaky test", color: "d4c5f9", description: "Red now and then without a change" },
  { name: "priority: high", color: "e11d21", description: "Customers notice" },
  { name: "priority: low", color: "ededed", description: null },
];

export const storefrontMilestones: readonly MilestoneText[] = [
  { title: "4.8", description: "Spring catalogue", state: "closed", ageDays: 120, dueInDays: -21 },
  {
    title: "4.9",
    description: "Totals that agree with the invoice, faster search",
    state: "open",
    ageDays: 40,
    dueInDays: 14,
  },
  { title: "5.0", description: "The new checkout", state: "open", ageDays: 90, dueInDays: 75 },
];
