/** The workspace and the app in it. Nothing answers at `url`. */
export const WORKSPACE = {
  url: 'https://local.slack.example/',
  teamId: 'T0LOCAL',
  appId: 'A0LOCAL',
  botId: 'B0LOCALBOT',
  botUserId: 'U0LOCALBOT',
} as const;
