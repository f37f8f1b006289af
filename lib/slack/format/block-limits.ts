/**
 * The limits of Block Kit that our messages can reach, in characters or pieces. Source: docs.slack.dev, reference of
 * blocks, block elements and text object.
 */
export const BLOCK_LIMITS = {
  blocksPerMessage: 50,
  textMinimum: 1,
  sectionText: 3000,
  contextElements: 10,
  textObject: 3000,
  headerText: 150,
  actionsElements: 25,
  buttonText: 75,
  buttonUrl: 3000,
  actionId: 255,
  blockId: 255,
  buttonValue: 2000,
  optionText: 75,
  optionsPerMenu: 100,
  inputText: 3000,
  inputHint: 2000,
  viewTitle: 24,
  viewMetadata: 3000,
  dialogTitle: 100,
  dialogText: 300,
  dialogButton: 30,
  /** Not documented. Slack refuses with `msg_blocks_too_long` from about 13,000 (slackapi/bolt-js issue 2509). */
  blocksTogether: 12_000,
} as const;

/** Tighter than Slack's, so that a card stays short. In characters as sent, escapes included. */
export const OUR_LIMITS = {
  /** Lock screens cut longer texts. */
  push: 80,
  product: 300,
  detail: 120,
  /** Twenty lines with a product and an inquiry number must fit into a message. */
  productInList: 100,
  idInList: 40,
  requestInList: 60,
  shop: 60,
  login: 40,
  template: 800,
  category: 40,
  /** Another's answer, for a person whose reply was not sent. */
  answer: 600,
  /** Words of a reply that the guard quotes. */
  found: 60,
  /** A fact of an order in a reply form. */
  fact: 60,
  /** For all lines of a list, as they are sent. The message's other blocks need room, too. */
  list: 9500,
  link: 2000,
} as const;
