export { conversationText, quote, type Conversation, type ConversationComment } from "./conversation-text.ts";
