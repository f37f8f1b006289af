/** Advice for a caller without AWS credentials. */
export const HOW_TO_SIGN_IN =
  'Sign in to the AWS account first: aws sso login --profile <name>, then export AWS_PROFILE=<name>. aws configure sso makes such a profile.';
