/** Whether that is the id of a scheduled message, which stands for the conversation that it is for. */
export function isWaitingMessage(id: string): boolean {
  return /^Q[A-Z0-9]+$/.test(id);
}
