/** Why Slack no longer accepts a token, in its words. */
export type TokenRefusal =
  | 'account_inactive'
  | 'invalid_auth'
  | 'not_authed'
  | 'token_expired'
  | 'token_revoked';

export type TokenCheck = {
  /** `undefined` if the token is accepted. */
  refusalOf: (given: unknown) => TokenRefusal | undefined;
  /** From now on the right token gets this refusal, too. */
  refuse: (why: TokenRefusal) => void;
  accept: () => void;
};

export const createTokenCheck = (token: string): TokenCheck => {
  let refused: TokenRefusal | undefined;
  return {
    refusalOf: (given) => {
      if (given === undefined) return 'not_authed';
      return given === token ? refused : 'invalid_auth';
    },
    refuse: (why) => {
      refused = why;
    },
    accept: () => {
      refused = undefined;
    },
  };
};
