/** All conditions of the store's writes. They check expiry: TTL only deletes old items. */
export const CONDITIONS = {
  isNew: 'attribute_not_exists(#pk)',
  /** A write must not pass off what another release wrote as its own. A new item has no version yet. */
  ofThisVersion: '(attribute_not_exists(#v) OR #v = :v)',
  exists: 'attribute_exists(#pk)',
  versionAsRead: '#version = :version',
  publishedAsRead: '#publishedVersion = :published',
  publishedLower: '#publishedVersion < :published',
  shownAsRead: '#shownVersion = :shown',
  noAttempt: 'attribute_not_exists(#attempt)',
  attemptAsRead: '#attempt.#token = :attempt',
  noMessage: 'attribute_not_exists(#ts)',
  messageAsRead: '#ts = :ts',
  noCard: 'attribute_not_exists(#ts) AND attribute_not_exists(#replaced)',
  noEntry: 'attribute_not_exists(#posted.#message)',
  entryAsRead: '#posted.#message = :entry',
  // A ticket of an earlier release names its list elsewhere, and has no entry until it is written.
  listAsRead: '(attribute_not_exists(#posted.#message) OR #posted.#message = :entry)',
  noNextStep: 'attribute_not_exists(#nextStepAt)',
  nextStepAsRead: '#nextStepAt = :nextStepAt',
  isClosed: '#state = :closed',
  closedAsRead: '#closedAt = :closedAt',
  removedEarlier: '(attribute_not_exists(#removedUntil) OR #removedUntil < :until)',
  hasLease: 'attribute_exists(#lease)',
  leaseIsMine: '#lease.#token = :token',
  // With the token's own clause a repeated request finds that its first try took effect.
  leaseIsFree: '(attribute_not_exists(#lease) OR #lease.#until <= :now OR #lease.#token = :token)',
  laneIsMine: '#token = :token',
  notCalled: 'attribute_not_exists(#called)',
  // A malformed token or end, or an end too far in the future, does not hold the lane. Otherwise the vendor's messages would
  // stop for good.
  laneIsFree:
    '(NOT attribute_type(#token, :string) OR #token = :token OR NOT attribute_type(#until, :number) OR #until <= :now OR #until > :farthest)',
  viewAsRead: '#by.#until = :until',
  isBlocked: 'attribute_exists(#until)',
  blockEndsEarlier: '(attribute_not_exists(#until) OR #until < :until)',
} as const;

export const allOf = (...conditions: string[]): string => conditions.join(' AND ');
