import * as z from 'zod/mini';

/** The limits of texts and of interactive elements. Source: docs.slack.dev, block elements. */
export const string = (most: number) =>
  z.string().check(
    z.minLength(1),
    z.maxLength(most),
    z.refine((text) => text.isWellFormed(), 'half a surrogate pair'),
  );
export const identifier = z.optional(string(255));

// Strict, because Slack refuses a message with an unknown field (CopilotKit pull request 6454).
export const plainText = (most: number) =>
  z.strictObject({ type: z.literal('plain_text'), text: string(most), emoji: z.optional(z.boolean()) });
const mrkdwn = (most: number) =>
  z.strictObject({ type: z.literal('mrkdwn'), text: string(most), verbatim: z.optional(z.boolean()) });
export const text = (most: number) => z.discriminatedUnion('type', [plainText(most), mrkdwn(most)]);
export type Text = z.infer<ReturnType<typeof text>>;

const style = z.optional(z.enum(['primary', 'danger']));
const confirm = z.optional(
  z.strictObject({
    title: plainText(100),
    text: text(300),
    confirm: plainText(30),
    deny: plainText(30),
    style,
  }),
);
const placeholder = z.optional(plainText(150));
const focus_on_load = z.optional(z.boolean());
const option = z.strictObject({
  text: text(75),
  value: string(150),
  description: z.optional(plainText(75)),
});
const options = (most: number) => z.array(option).check(z.minLength(1), z.maxLength(most));

const button = z.strictObject({
  type: z.literal('button'),
  text: plainText(75),
  action_id: identifier,
  url: z.optional(z.url().check(z.maxLength(3000))),
  value: z.optional(string(2000)),
  style,
  confirm,
  accessibility_label: z.optional(string(75)),
});
const usersSelect = z.strictObject({
  type: z.literal('users_select'),
  action_id: identifier,
  initial_user: z.optional(string(255)),
  placeholder,
  confirm,
  focus_on_load,
});
const staticSelect = z.strictObject({
  type: z.literal('static_select'),
  action_id: identifier,
  options: options(100),
  initial_option: z.optional(option),
  placeholder,
  confirm,
  focus_on_load,
});
const checkboxes = z.strictObject({
  type: z.literal('checkboxes'),
  action_id: identifier,
  options: options(10),
  initial_options: z.optional(options(10)),
  confirm,
  focus_on_load,
});
const plainTextInput = z.strictObject({
  type: z.literal('plain_text_input'),
  action_id: identifier,
  initial_value: z.optional(z.string().check(z.maxLength(3000))),
  multiline: z.optional(z.boolean()),
  min_length: z.optional(z.int().check(z.minimum(0), z.maximum(3000))),
  max_length: z.optional(z.int().check(z.minimum(1), z.maximum(3000))),
  dispatch_action_config: z.optional(
    z.strictObject({
      trigger_actions_on: z.array(z.enum(['on_enter_pressed', 'on_character_entered'])),
    }),
  ),
  placeholder,
  focus_on_load,
});

export const actionElement = z.discriminatedUnion('type', [button, usersSelect, staticSelect, checkboxes]);
export const inputElement = z.discriminatedUnion('type', [
  plainTextInput,
  usersSelect,
  staticSelect,
  checkboxes,
]);
export type Element = z.infer<typeof actionElement> | z.infer<typeof inputElement>;
