/** Every condition under which the store writes. Expiry is judged here: TTL only tidies up. */
export const CONDITIONS = {
  isNew: 'attribute_not_exists(#pk)',
  exists: 'attribute_exists(#pk)',
  versionAsRead: '#version = :version',
  publishedAsRead: '#publishedVersion = :published',
  publishedLower: '#publishedVersion < :published',
  shownAsRead: '#shownVersion = :shown',
  noAttempt: 'attribute_not_exists(#attempt)',
  attemptAsRead: '#attempt.#token = :attempt',
  noMessage: 'attribute_not_exists(#ts)',
  messageAsRead: '#ts = :ts',
  lineNotPosted: 'attribute_not_exists(#posted.#line)',
  lineAsRead: '#posted.#line = :line',
  noNextStep: 'attribute_not_exists(#nextStepAt)',
  nextStepAsRead: '#nextStepAt = :nextStepAt',
  isClosed: '#state = :closed',
  closedAsRead: '#closedAt = :closedAt',
  removedEarlier: '(attribute_not_exists(#removedUntil) OR #removedUntil < :until)',
  hasLease: 'attribute_exists(#lease)',
  leaseIsMine: '#lease.#token = :token',
  // The token's own clause lets a repeated request find that its first try took effect.
  leaseIsFree: '(attribute_not_exists(#lease) OR #lease.#until <= :now OR #lease.#token = :token)',
  laneIsMine: '#token = :token',
  notCalled: 'attribute_not_exists(#called)',
  // What is no token holds nothing, and an end that no clock reaches soon is none: else the vendor's messages would stop for good.
  laneIsFree:
    '(NOT attribute_type(#token, :string) OR #token = :token OR NOT attribute_type(#until, :number) OR #until <= :now OR #until > :farthest)',
  isBackingOff: 'attribute_exists(#backOff)',
  isBlocked: 'attribute_exists(#until)',
  blockEndsEarlier: '(attribute_not_exists(#until) OR #until < :until)',
} as const;

export const allOf = (...conditions: string[]): string => conditions.join(' AND ');
