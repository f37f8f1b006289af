import { section } from './blocks.ts';
import type { Message } from './message.ts';

/**
 * The same message in one plain block, after Slack refused its own (R22): an edit without blocks would leave the old ones
 * standing, and a reader would not see that they are out of date.
 */
export const plainMessage = ({ text }: Message): Message => ({
  text,
  blocks: [section(text)],
});
